//! The bundled stories, for the first minute with the program and for its tests.

use crate::document::Document;
use crate::load;

/// A story told by several sources.
pub struct Story {
    /// Its name on the command line.
    pub name: &'static str,
    /// One sentence about it.
    pub about: &'static str,
    /// The sources: file names and bytes.
    pub sources: &'static [(&'static str, &'static [u8])],
}

impl Story {
    /// Reads its sources, in order. They are our own, so they are read in this process.
    pub fn read(&self) -> Vec<Document> {
        self.sources.iter().map(|(name, bytes)| load::read(name, bytes)).collect()
    }
}

/// Lists files of one folder of `sample-docs` with their bytes.
macro_rules! sources {
    ($folder:literal: $($file:literal),+ $(,)?) => {
        &[$(($file, include_bytes!(concat!("../../sample-docs/", $folder, "/", $file)))),+]
    };
}

/// All bundled stories; the first is shown where none is named.
pub const STORIES: &[Story] = &[
    Story {
        name: "harnsey-bridge",
        about: "A bridge closes overnight: a statement, a copy translated there and back, a wire story, a broadcaster, a briefing, a petition, a press conference.",
        sources: sources!("harnsey-bridge": "1-statement.txt", "2-reposted-copy.txt", "3-wire.md", "4-broadcaster.html", "5-briefing.pdf", "6-petition.docx", "7-press-conference.vtt"),
    },
    Story {
        name: "geburtshilfe-tannwerd",
        about: "In German: a maternity ward closes, as told by the hospital, an agency, a Swiss paper and a newsletter.",
        sources: sources!("geburtshilfe-tannwerd": "1-mitteilung.txt", "2-agentur.md", "3-zeitung-schweiz.html", "4-rundbrief-aus-pdf.txt"),
    },
    Story {
        name: "sasane-tunnel",
        about: "A governor halts a tunnel: her statement in Japanese, its translation, and three reports in two languages.",
        sources: sources!("sasane-tunnel": "1-statement-ja.txt", "2-official-translation.txt", "3-wire.md", "4-broadcaster.html", "5-newspaper-ja.html"),
    },
];

/// Returns a story by its name.
pub fn story(name: &str) -> Option<&'static Story> {
    STORIES.iter().find(|story| story.name == name)
}
