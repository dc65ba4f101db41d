//! The blocks of subtitle files: numbers and settings go, notes stand aside, words stay.

use super::cue::Cue;
use super::times;
use crate::document::{Aside, Role};
use crate::load::piece::{Piece, Reading, one_line};
use crate::load::strip;

/// A cue of captions that roll repeats the line before it; so large a share of them makes a file of such captions.
const ROLLING: usize = 3;

/// Reads subtitles; what is no cue goes to the pieces of the reading.
pub fn read(text: &str, reading: &mut Reading) -> Vec<Cue> {
    let mut cues: Vec<(Cue, Vec<String>)> = Vec::new();
    let is_vtt = text.starts_with("WEBVTT");
    for (n, block) in text.split("\n\n").enumerate() {
        let lines: Vec<&str> = block.lines().filter(|line| !line.trim().is_empty()).collect();
        let timed = lines.iter().position(|line| times::span(line).is_some());
        match (timed, lines.first()) {
            (_, None) => {}
            (Some(at), _) => several(&lines[at..], &mut cues),
            (None, Some(first)) if n == 0 && is_vtt => head(first, &lines[1..], reading),
            (None, Some(first)) if is_vtt && first.starts_with("NOTE") => {
                let words = lines.join("\n").trim_start_matches("NOTE").trim().to_owned();
                reading.pieces.push(Piece::aside(Aside::Comment, words));
            }
            (None, Some(first)) if is_vtt && (first.starts_with("STYLE") || first.starts_with("REGION")) => {}
            // A blank line inside a cue parts it only by mistake.
            (None, Some(_)) => match cues.last_mut() {
                Some((_, words)) => words.extend(lines.iter().map(|line| plain(line))),
                None => reading.pieces.push(Piece::open(lines.join("\n"))),
            },
        }
    }
    unroll(&mut cues);
    cues.into_iter().flat_map(|(cue, lines)| said(&cue, &lines)).collect()
}

/// The head of a WebVTT file: its title, and its language where it names one.
fn head(first: &str, fields: &[&str], reading: &mut Reading) {
    let title = first.trim_start_matches("WEBVTT").trim_start_matches(['-', ' ', '\t']).trim();
    if !title.is_empty() {
        reading.source.title = Some(title.to_owned());
        reading.pieces.push(Piece::sure(Role::Title, title));
    }
    for field in fields {
        match field.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("language") => {
                let code: String = value.trim().chars().take_while(char::is_ascii_alphabetic).collect();
                reading.source.language = Some(code.to_lowercase()).filter(|code| matches!(code.len(), 2 | 3));
            }
            _ => reading.pieces.push(Piece::sure(Role::Boilerplate, *field)),
        }
    }
}

/// Reads the cues of a block; where blank lines between them are missing there are several.
fn several(lines: &[&str], cues: &mut Vec<(Cue, Vec<String>)>) {
    for (at, line) in lines.iter().enumerate() {
        if let Some((start, end)) = times::span(line) {
            cues.push((Cue { start, end: Some(end), ..Cue::default() }, Vec::new()));
            continue;
        }
        let is_number = lines.get(at + 1).is_some_and(|next| times::span(next).is_some())
            && line.trim().bytes().all(|byte| byte.is_ascii_digit());
        if let (Some((_, words)), false) = (cues.last_mut(), is_number) {
            words.push((*line).to_owned());
        }
    }
}

/// Takes out the lines that rolling captions show a second time.
fn unroll(cues: &mut [(Cue, Vec<String>)]) {
    let repeats = |pair: &[(Cue, Vec<String>)]| {
        let (before, after) = (&pair[0], &pair[1]);
        before.1.last().is_some_and(|line| after.1.first() == Some(line))
            && before.0.end.is_some_and(|end| after.0.start <= end + 50)
    };
    let repeated: Vec<bool> = cues.windows(2).map(repeats).collect();
    if repeated.iter().filter(|repeats| **repeats).count() * ROLLING < repeated.len().max(1) {
        return;
    }
    // From the back, so that each cue is compared with what the one before it showed.
    for at in (1..cues.len()).rev().filter(|at| repeated[at - 1]) {
        cues[at].1.remove(0);
    }
}

/// Parts the lines of a cue by who says them.
fn said(cue: &Cue, lines: &[String]) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for line in lines {
        let (speaker, rest) = voice(line);
        let words = plain(rest);
        let words = words.trim();
        let opens = words.starts_with(">>") || words.starts_with("- ") || words.starts_with("– ") || is_label(words);
        let words = words.trim_start_matches(['>', ' ']);
        match found.last_mut().filter(|cue| !opens && (speaker.is_none() || cue.speaker == speaker)) {
            Some(cue) => {
                cue.words.push_str(crate::load::plain::between(&cue.words, words));
                cue.words.push_str(words);
            }
            None => found.push(Cue { speaker, words: words.to_owned(), parted: opens, ..cue.clone() }),
        }
    }
    found
}

/// Takes the speaker from a voice tag: `<v Ines Mora>`, `<v.loud Ines Mora>`.
fn voice(line: &str) -> (Option<String>, &str) {
    let Some((tag, rest)) = line.trim_start().strip_prefix("<v").and_then(|rest| rest.split_once('>')) else {
        return (None, line);
    };
    let name = if tag.starts_with('.') { tag.split_once(' ').map_or("", |(_, name)| name) } else { tag };
    (Some(one_line(name)).filter(|name| !name.is_empty()), rest)
}

/// Tells whether words begin with a name in capitals and a colon.
fn is_label(words: &str) -> bool {
    let label = words.split_once(": ").map_or("", |(label, _)| label);
    label.split(' ').count() <= 4
        && label.chars().any(char::is_uppercase)
        && !label.chars().any(char::is_lowercase)
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\''))
}

/// Returns the words of a line without tags and without marks for its position (`{\an8}`).
fn plain(line: &str) -> String {
    let mut words = line.to_owned();
    while let (Some(open), true) = (words.find("{\\"), words.contains('}')) {
        let Some(close) = words[open..].find('}') else { break };
        words.replace_range(open..=open + close, "");
    }
    let is_marked = words.contains(['<', '&']);
    // Times inside a cue look like tags to nobody but WebVTT.
    let words = if is_marked { without_times(&words) } else { words };
    if is_marked { strip::paragraphs(&words).join(" ") } else { words }
}

fn without_times(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let inner = rest[1..].split('>').next().unwrap_or("");
        let is_time = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
        if is_time && rest.len() > inner.len() + 1 {
            rest = &rest[inner.len() + 2..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out + rest
}
