//! A Word document with any bytes in its text is read or refused, and its spans hold.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fuzz_target!(|bytes: &[u8]| {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let written = writer
        .start_file("word/document.xml", options)
        .map_err(drop)
        .and_then(|()| writer.write_all(bytes).map_err(drop));
    if let (Ok(()), Ok(archive)) = (written, writer.finish()) {
        assert_eq!(variorum::load::read("a.docx", archive.get_ref()).fault(), None);
    }
    // The archive itself may be anything, too.
    let archive = [b"PK\x03\x04", bytes].concat();
    assert_eq!(variorum::load::read("a.docx", &archive).fault(), None);
});
