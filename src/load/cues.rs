//! Subtitles (SRT, WebVTT) and transcripts with time codes: words as running text, speakers as labels, times as places.

mod cue;
mod subtitles;
mod times;

use crate::document::Place;
use crate::load::piece::{Piece, Reading, ends_sentence};
use cue::Cue;

/// A pause after the end of a sentence that parts paragraphs, in milliseconds.
const PAUSE: u64 = 2_000;

/// A paragraph of so many bytes ends with its next sentence.
const LONG: usize = 600;

/// So many lines of the beginning of a text are looked at.
const HEAD: usize = 60;

/// The fewest time codes that make a transcript.
const CODES: usize = 3;

/// Tells whether a text is subtitles or a transcript with time codes, by its beginning.
pub fn are_in(head: &str) -> bool {
    let is_subtitles = head.starts_with("WEBVTT") || head.lines().take(12).any(|line| times::span(line).is_some());
    is_subtitles || is_transcript(head)
}

/// Tells whether lines begin with time codes that count up. Bare times of the day ("10:15 The alarm is raised") are none.
fn is_transcript(head: &str) -> bool {
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).take(HEAD).collect();
    let codes: Vec<u64> = lines.iter().filter_map(|line| times::line(line)).map(|line| line.time).collect();
    codes.len() >= CODES && codes.len() * 5 >= lines.len() && codes.is_sorted()
}

/// Reads subtitles or a transcript. Time codes become places of the words; everything else is kept.
pub fn read(text: &str) -> Reading {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut reading = Reading::new("transcript");
    let cues = if text.starts_with("WEBVTT") || text.lines().any(|line| times::span(line).is_some()) {
        subtitles::read(&text, &mut reading)
    } else {
        transcript(&text, &mut reading)
    };
    reading.pieces.extend(paragraphs(cues));
    reading
}

/// Reads a transcript: a time code and perhaps a name begin what is said from then on.
fn transcript(text: &str, reading: &mut Reading) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for line in text.lines() {
        match (times::line(line), cues.last_mut()) {
            (Some(line), _) => cues.push(Cue {
                start: line.time,
                speaker: line.speaker.map(str::to_owned),
                words: line.words.to_owned(),
                parted: true,
                ..Cue::default()
            }),
            (None, _) if line.trim().is_empty() => {}
            // What stands above the first time code is the head of the transcript.
            (None, None) => reading.pieces.push(Piece::open(line.trim())),
            (None, Some(cue)) => {
                if !cue.words.is_empty() {
                    cue.words.push(' ');
                }
                cue.words.push_str(line.trim());
            }
        }
    }
    cues
}

/// Joins cues to paragraphs: a new one begins with another speaker, after a pause, and where one gets long.
fn paragraphs(cues: Vec<Cue>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<(u64, Option<String>)> = None;
    for cue in cues.into_iter().filter(|cue| !cue.words.trim().is_empty()) {
        let goes_on = match (&last, pieces.last()) {
            (Some((end, speaker)), Some(piece)) => {
                let is_full = cue.start >= end + PAUSE || piece.words.len() >= LONG;
                !cue.parted && *speaker == cue.speaker && !(is_full && ends_sentence(&piece.words))
            }
            _ => false,
        };
        let place = Place::Time(cue.start);
        match pieces.last_mut().filter(|_| goes_on) {
            Some(piece) => {
                piece.words.push_str(super::plain::between(&piece.words, &cue.words));
                piece.places.push((piece.words.len(), place));
                piece.words.push_str(&cue.words);
            }
            None => {
                let label = cue.speaker.as_ref().map_or_else(String::new, |speaker| format!("{speaker}: "));
                pieces.push(Piece::open(label + &cue.words).at(Some(place)));
            }
        }
        last = Some((cue.end.unwrap_or(cue.start), cue.speaker));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, Vec<(usize, Place)>)> {
        read(text).pieces.into_iter().map(|piece| (piece.words, piece.places)).collect()
    }

    #[test]
    fn subtitles_are_sentences_with_their_times() {
        let srt = "1\n00:00:01,000 --> 00:00:03,500\nThe lock will stay\n\n2\n00:00:03,600 --> 00:00:05,000\n<i>closed</i> until May.\n\n\
                   3\n00:00:09,000 --> 00:00:11,000\n{\\an8}Nobody told us &amp; nobody asked.\n";
        let found = told(srt);
        assert_eq!(found[0].0, "The lock will stay closed until May.");
        assert_eq!(found[0].1, [(0, Place::Time(1_000)), (19, Place::Time(3_600))]);
        assert_eq!(found[1], ("Nobody told us & nobody asked.".to_owned(), vec![(0, Place::Time(9_000))]));
    }

    #[test]
    fn speakers_begin_paragraphs() {
        let vtt = "WEBVTT - Hearing\nLanguage: en\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ines Mora>We looked.\n\n\
                   00:02.000 --> 00:03.000\n<v Ines Mora>Twice.</v>\n\n00:03.000 --> 00:04.000\n<v Jon Rask>- And found?\n\n00:04.000 --> 00:05.000\n>> NOTHING: That is all.";
        let found: Vec<String> = told(vtt).into_iter().map(|(words, _)| words).collect();
        assert_eq!(
            found[1..],
            ["made by hand", "Ines Mora: We looked. Twice.", "Jon Rask: - And found?", "NOTHING: That is all."]
        );
        assert_eq!((found[0].as_str(), read(vtt).source.language.as_deref()), ("Hearing", Some("en")));
    }

    #[test]
    fn rolling_captions_are_said_once() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\nthe lock\n\n00:03.000 --> 00:03.010\nthe lock\n\n00:03.010 --> 00:05.000\nthe lock\nis closed\n\n\
                   00:05.000 --> 00:05.010\nis closed\n\n00:05.010 --> 00:07.000\nis closed\nuntil May";
        assert_eq!(told(vtt)[0].0, "the lock is closed until May");
    }

    #[test]
    fn transcripts_name_their_speakers_in_several_ways() {
        let text = "Hearing of the canal board\n\n[00:00:02] CHAIR: We begin.\n[00:00:05] OLT: On the second of April,\nsir.\n[00:01:00] (crossing talk)\n";
        let found: Vec<String> = told(text).into_iter().map(|(words, _)| words).collect();
        assert_eq!(
            found,
            ["Hearing of the canal board", "CHAIR: We begin.", "OLT: On the second of April, sir.", "(crossing talk)"]
        );
        let text = "Ines Mora  0:03\nHello, and welcome.\n\nJon Rask  0:12\nThank you.\n\nInes Mora  1:02\nSo.\n";
        assert_eq!(told(text)[1], ("Jon Rask: Thank you.".to_owned(), vec![(0, Place::Time(12_000))]));
        assert!(are_in(text));
    }

    #[test]
    fn times_of_the_day_are_no_transcript() {
        assert!(!are_in(
            "10:15 The alarm is raised.\n10:40 The pier is cleared.\n11:05 The fire is out.\n12:00 All go home."
        ));
        assert!(!are_in("CHAIR: We begin.\nOLT: On the second.\nCHAIR: At 10:15?\n"));
    }
}
