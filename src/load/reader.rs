//! The reader of each format, chosen by what a source is; what all of them need is done here.

use super::clutter;
use super::cues;
use super::decode;
use super::html;
use super::job::Job;
use super::kind::{self, Format};
use super::limits::Fault;
use super::markdown;
use super::paged;
use super::piece::{Piece, Reading};
use super::plain;
use super::rtf;
use crate::document::{Manner, Role};

/// Reads a source of any format.
///
/// # Errors
/// It holds no text, is damaged or locked, is over a limit, or this program was built without its reader.
pub fn read(job: &Job<'_>) -> Result<Reading, Fault> {
    match job.manner {
        Manner::Raw if job.member.is_none() => return Ok(raw(job)),
        Manner::Text if job.member.is_none() => return Ok(forced(job)),
        _ => {}
    }
    let format = kind::format(job.name, job.bytes);
    let mut reading = match format {
        Format::Gzip => return gzip(job),
        #[cfg(feature = "mail")]
        Format::Mail if job.member.is_some() => {
            let found = super::mail::attachment(job)?;
            let (name, member) = (found.name.as_str(), found.member.as_deref());
            return read(&Job { name, member, bytes: &found.bytes, charset: None, ..*job });
        }
        _ if job.member.is_some() => return Err(no_member()),
        Format::Binary(what) => return Err(refusal(what)),
        Format::Text | Format::Markdown | Format::Cues | Format::Html => text(job, format)?,
        Format::Rtf => rtf::read(job)?,
        #[cfg(feature = "mail")]
        Format::Mail => super::mail::read(job)?,
        #[cfg(not(feature = "mail"))]
        Format::Mail => text(job, Format::Text)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => super::pdf::read(job)?,
        #[cfg(feature = "office")]
        Format::Packed => packed(job)?,
        #[cfg(feature = "office")]
        Format::Flat => super::odt::read_flat(job)?,
        #[cfg(not(feature = "office"))]
        Format::Flat => text(job, Format::Text)?,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => return Err(not_built("PDF files", "pdf")),
        #[cfg(not(feature = "office"))]
        Format::Packed => return Err(not_built("packed documents (DOCX, ODT, EPUB)", "office")),
    };
    judge(&mut reading);
    Ok(reading)
}

/// Reads a file as it is, line by line.
fn raw(job: &Job<'_>) -> Reading {
    let decoded = decode::decode_as(job.bytes, false, job.charset);
    let mut reading = Reading::new("text");
    // Lines stay lines: the raw view is for looking at what stands where.
    reading.pieces =
        decoded.text.lines().filter(|line| !line.trim().is_empty()).map(|line| Piece::sure(Role::Body, line)).collect();
    reading.notices = decoded.notices;
    reading.notice("This is the file as it is, marks and all, and not the text that is read from it.");
    reading
}

/// Reads a file as plain text, whatever it is.
fn forced(job: &Job<'_>) -> Reading {
    let decoded = decode::decode_as(job.bytes, false, job.charset);
    let mut reading = plain::read(&decoded.text);
    reading.notices.splice(0..0, decoded.notices);
    reading
        .notice("This file was taken for plain text, whatever it is; marks of its own format may stand in the text.");
    judge(&mut reading);
    reading
}

/// Makes a reading of the words that another program found in a file.
pub fn second_opinion(words: &str) -> Reading {
    let mut reading = paged::read(words);
    reading.notice(
        "The file could not be read by variorum itself; its text is what `pdftotext`, which is installed here, found \
         in it. Compare it with the file.",
    );
    judge(&mut reading);
    reading
}

/// Gives the pieces their roles by their words, and takes from them what the source did not tell of itself.
fn judge(reading: &mut Reading) {
    clutter::judge(&mut reading.pieces);
    clutter::adopt(reading);
    let (source, told) = (&mut reading.source, std::mem::take(&mut reading.told));
    source.title = source.title.take().or(told.title);
    source.byline = source.byline.take().or(told.byline);
    source.date = source.date.take().or(told.date);
    source.site = source.site.take().or(told.site);
    source.language = source.language.take().or(told.language);
}

fn text(job: &Job<'_>, format: Format) -> Result<Reading, Fault> {
    let decoded = decode::decode_as(job.bytes, format == Format::Html, job.charset);
    if decoded.text.len() as u64 > job.limits.text {
        return Err(Fault::bytes("The file holds more text than can be compared", "text", job.limits.text));
    }
    let mut reading = match format {
        Format::Markdown => markdown::read(&decoded.text),
        Format::Html => html::read(&decoded.text),
        Format::Cues => cues::read(&decoded.text),
        _ => plain::read(&decoded.text),
    };
    reading.notices.splice(0..0, decoded.notices);
    Ok(reading)
}

#[cfg(feature = "office")]
fn packed(job: &Job<'_>) -> Result<Reading, Fault> {
    let mut archive = super::archive::Archive::open(job.bytes, job.limits)?;
    let names = archive.names();
    let holds = |name: &str| names.iter().any(|own| own == name);
    let kind = archive.member("mimetype")?.unwrap_or_default();
    let reading = match () {
        () if kind.starts_with(b"application/epub+zip") || holds("META-INF/container.xml") && !holds("content.xml") => {
            super::epub::read(&mut archive, job)
        }
        () if holds("content.xml") => super::odt::read(&mut archive, job),
        () if names.iter().any(|name| name.starts_with("word/")) => super::docx::read(&mut archive, job),
        () => Err(refusal(match () {
            () if names.iter().any(|name| name.starts_with("xl/")) => "an Excel workbook (XLSX)",
            () if names.iter().any(|name| name.starts_with("ppt/")) => "a PowerPoint presentation (PPTX)",
            () if holds("Index/Document.iwa") => "a Pages document",
            () if !archive.is_listed() => {
                return Err(Fault::damaged("file", "its end is missing, and with it the text"));
            }
            () => "a ZIP archive",
        })),
    };
    reading.map(|mut reading| {
        archive.notices().into_iter().for_each(|notice| reading.notice(notice));
        reading
    })
}

#[cfg(feature = "office")]
fn gzip(job: &Job<'_>) -> Result<Reading, Fault> {
    let bytes = super::archive::gunzip(job.bytes, &job.limits)?;
    if kind::format(job.name, &bytes) == Format::Gzip {
        let text = "The file is packed more than once. Unpack it by hand and open what comes out.";
        return Err(Fault::Broken(text.to_owned()));
    }
    read(&Job { bytes: &bytes, ..*job })
}

#[cfg(not(feature = "office"))]
fn gzip(_: &Job<'_>) -> Result<Reading, Fault> {
    Err(not_built("packed files (.gz)", "office"))
}

fn no_member() -> Fault {
    Fault::Broken("Only mails have attachments that can be named like this. Open the file itself.".to_owned())
}

#[cfg(any(not(feature = "pdf"), not(feature = "office")))]
fn not_built(what: &str, feature: &str) -> Fault {
    Fault::Broken(format!(
        "This build of variorum does not read {what}. Build it with `--features {feature}`, or save the text as \
         plain text and open that."
    ))
}

fn refusal(what: &str) -> Fault {
    let advice = if what == kind::LOCKED {
        "Open it in the program that made it, save it without a password, and open that."
    } else if what.contains("Outlook") {
        "Save the message as EML or as text, and open that."
    } else if what.starts_with("a picture") {
        "Open a file with the words in it as text."
    } else if what.contains("sound") || what.contains("video") {
        "Open a transcript of it as text."
    } else if what.contains("archive") || what.contains("compressed") {
        "Unpack it and open the text files in it."
    } else if what.contains("program") || what.contains("font") || what.contains("data") {
        "Open the text itself, or look at the file as it is with --raw."
    } else {
        "Save it as plain text, DOCX or HTML in the program that made it, and open that."
    };
    Fault::Broken(format!("This is {what}; its text cannot be read here. {advice}"))
}
