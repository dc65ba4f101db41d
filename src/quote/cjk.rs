//! Who says a quotation in Chinese and Japanese, which write no blanks and no capitals.

use super::cues::Cues;
use super::people::tidy;
use super::speaker::Said;
use super::{Quote, Speaker};
use crate::span::Span;

/// A name or office beside the verb is at most this many characters long.
const LONGEST: usize = 16;

/// A name is at most this many characters long, where an office stands beside it.
const NAME: usize = 6;

/// How sure a speaker is, in percent: beside a verb, or in the quotation before.
const BESIDE: u8 = 85;
const CARRIED: u8 = 70;

/// Finds the speaker of a quotation by the words of its paragraph; `before` are the quotations found so far.
pub fn attribute(
    text: &str,
    paragraph: Span,
    quote: &Quote,
    outside: Span,
    before: &[Quote],
    cues: &Cues,
    japanese: bool,
) -> Said {
    let head = Span::new(clause_start(text, paragraph.start, outside.start), outside.start);
    let tail = Span::new(outside.end, clause_end(text, outside.end, paragraph.end));
    let found = if japanese {
        topic(text, tail, cues).or_else(|| topic(text, head, cues)).map(|name| (name, said(text, tail, cues)))
    } else {
        None
    };
    let found = found.or_else(|| {
        if japanese { None } else { subject(text, head, cues, true).or_else(|| subject(text, tail, cues, false)) }
    });
    if let Some((span, cue)) = found {
        let span = bare(text, span, cues);
        let name = full(text, span);
        return Said {
            speaker: name.map(|name| Speaker { name, span, confidence: BESIDE }),
            cue: Some(cue.unwrap_or(span)),
        };
    }
    let cue = said(text, tail, cues).or_else(|| said(text, head, cues));
    let earlier = before.last().filter(|earlier| paragraph.contains(earlier.span) && earlier.kind.is_speech());
    let speaker = earlier.and_then(|earlier| earlier.speaker.clone());
    let speaker = speaker.map(|speaker| Speaker { confidence: speaker.confidence.min(CARRIED), ..speaker });
    let cue = cue.or_else(|| {
        quote.span.of(text).ends_with(['。', '！', '？', '，']).then_some(outside).filter(|_| speaker.is_some())
    });
    Said { speaker, cue }
}

fn clause_start(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    let stop = words.rfind(['。', '！', '？', '”', '」', '\n', '；', '…']);
    stop.map_or(start, |at| start + at + words[at..].chars().next().map_or(1, char::len_utf8))
}

fn clause_end(text: &str, start: usize, end: usize) -> usize {
    let stop = text[start..end].find(['。', '！', '？', '“', '「', '\n', '；', '：']);
    stop.map_or(end, |at| start + at)
}

/// Returns the first word of a clause that reports speech.
fn said(text: &str, clause: Span, cues: &Cues) -> Option<Span> {
    let words = clause.of(text);
    let all = cues
        .list("say")
        .iter()
        .filter_map(|verb| words.find(verb.as_str()).map(|at| (at, std::cmp::Reverse(verb.len()))));
    let (at, len) = all.min()?;
    Some(Span::new(clause.start + at, clause.start + at + len.0))
}

/// Chinese: 镇长李维民说：“…” · “…”李维民表示
fn subject(text: &str, clause: Span, cues: &Cues, before: bool) -> Option<(Span, Option<Span>)> {
    let words = clause.of(text).trim_end_matches(['：', ':', '，', ',']);
    let clause = Span::new(clause.start, clause.start + words.len());
    let cue = said(text, clause, cues)?;
    // Before a quotation, who speaks stands in the clause right before the verb.
    let from = Span::new(clause.start, cue.start);
    let comma = from.of(text).rfind(['，', ',', '、']).map(|at| from.start + at + 3);
    let own = Span::new(if before { comma.unwrap_or(from.start).min(cue.start) } else { from.start }, cue.start);
    let own = if own.of(text).trim().is_empty() { from } else { own };
    let span = without(text, own, cues);
    let count = span.of(text).chars().count();
    (1..=LONGEST).contains(&count).then_some((span, Some(cue)))
}

/// Takes marks, times and adverbs off the ends of who speaks.
fn without(text: &str, span: Span, cues: &Cues) -> Span {
    let mut span = trim(text, span);
    loop {
        let words = span.of(text);
        let adverbs = cues.list("skip");
        let behind = adverbs.iter().find(|adverb| words.ends_with(adverb.as_str()) && words.len() > adverb.len());
        let before = adverbs.iter().find(|adverb| words.starts_with(adverb.as_str()) && words.len() > adverb.len());
        let cut = match (behind, before) {
            (Some(adverb), _) => Span::new(span.start, span.end - adverb.len()),
            (None, Some(adverb)) => Span::new(span.start + adverb.len(), span.end),
            (None, None) => return span,
        };
        span = trim(text, cut);
    }
}

fn trim(text: &str, span: Span) -> Span {
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '，' | '、' | ',' | '：' | ':' | '「' | '」' | '“' | '”' | '。');
    let words = span.of(text);
    let start = span.start + words.len() - words.trim_start_matches(edge).len();
    Span::new(start, start + words.trim_matches(edge).len())
}

/// Japanese: 田中町長は「…」と述べた · 「…」と田中町長は話した
fn topic(text: &str, clause: Span, cues: &Cues) -> Option<Span> {
    let words = clause.of(text);
    // The topic stands before は, the subject before が; what stands further back belongs to another clause.
    let at = words.rfind('は').or_else(|| words.rfind('が'))?;
    let head = &words[..at];
    let from = head.rfind(['、', '。', '「', '」', '，']).map_or(0, |at| at + 3);
    let from = if head[from..].starts_with('と') { from + 3 } else { from };
    let span = trim(text, Span::new(clause.start + from, clause.start + at));
    let count = span.of(text).chars().count();
    let known = cues.list("title").iter().chain(cues.list("role")).any(|word| span.of(text).contains(word.as_str()));
    ((1..=LONGEST).contains(&count) && (known || count <= NAME)).then_some(span)
}

/// Takes the office off a name, before it or behind it.
fn bare(text: &str, span: Span, cues: &Cues) -> Span {
    let words = span.of(text);
    for title in cues.list("title") {
        if let Some(name) = words.strip_suffix(title.as_str()).filter(|name| !name.is_empty()) {
            let span = Span::new(span.start, span.start + name.len());
            return if name.chars().count() <= NAME { span } else { behind_office(text, span, cues) };
        }
    }
    behind_office(text, span, cues)
}

/// Returns the name behind the last office in some words, where it is short enough for one.
fn behind_office(text: &str, span: Span, cues: &Cues) -> Span {
    let words = span.of(text);
    let ends = cues.list("title").iter().filter_map(|title| words.rfind(title.as_str()).map(|at| at + title.len()));
    let end = ends.max().filter(|end| *end < words.len());
    let name = end.map(|end| Span::new(span.start + end, span.end));
    name.filter(|name| (2..=NAME).contains(&name.of(text).chars().count())).unwrap_or(span)
}

/// Returns the name as it stands; nobody for a mere pronoun.
fn full(text: &str, span: Span) -> Option<String> {
    let name = tidy(span.of(text));
    (!matches!(name.as_str(), "他" | "她" | "彼" | "彼女" | "我" | "他们" | "她们" | "他們" | "彼ら" | "其" | ""))
        .then_some(name)
}
