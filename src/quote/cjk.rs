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

/// No more quotations than this are gone back for what stands between marks.
const NEAR: usize = 16;

/// How sure a speaker is, in percent: beside a verb, by a pronoun, or in the quotation before.
const BESIDE: u8 = 85;
const MEANT: u8 = 65;
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
        let named = framed(text, head, cues).or_else(|| topic(text, tail, cues)).or_else(|| topic(text, head, cues));
        named.map(|name| (name, said(text, tail, cues)))
    } else {
        None
    };
    let found = found.or_else(|| {
        if japanese { None } else { subject(text, head, cues, true).or_else(|| subject(text, tail, cues, false)) }
    });
    if let Some((span, cue)) = found {
        let span = bare(text, span, cues);
        let name = if is_pronoun(span.of(text), cues) {
            let meant = antecedent(text, Span::new(paragraph.start, span.start), before, cues, japanese);
            meant.map(|name| (name, MEANT))
        } else {
            Some((tidy(span.of(text)), BESIDE)).filter(|(name, _)| !name.is_empty())
        };
        return Said {
            speaker: name.map(|(name, confidence)| Speaker { name, span, confidence }),
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
    let words = span.of(text);
    let start = span.start + words.len() - words.trim_start_matches(is_edge).len();
    Span::new(start, start + words.trim_matches(is_edge).len())
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '、' | ',' | '：' | ':' | '「' | '」' | '“' | '”' | '。')
}

/// Japanese: 警察によると、…「…」
fn framed(text: &str, clause: Span, cues: &Cues) -> Option<Span> {
    let words = clause.of(text);
    let at = cues.single("frame").filter_map(|frame| words.find(frame)).min()?;
    let from = words[..at].rfind(['、', '。', '「', '」', '，']).map_or(0, |at| at + 3);
    let span = trim(text, Span::new(clause.start + from, clause.start + at));
    (1..=LONGEST).contains(&span.of(text).chars().count()).then_some(span)
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
    let named = count <= NAME && !is_clause(span.of(text));
    ((1..=LONGEST).contains(&count) && (known || named)).then_some(span)
}

/// Tells whether words that may be a name are rather a piece of a clause: a particle stands in them, or they begin in
/// the letters that Japanese inflects with and go on in signs ("水位が下", "いう声").
fn is_clause(words: &str) -> bool {
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{309f}');
    let begun = words.starts_with(is_kana) && !words.chars().all(is_kana);
    begun || words.contains(['が', 'を'])
}

/// Takes the office off a name, before it or behind it.
fn bare(text: &str, span: Span, cues: &Cues) -> Span {
    let words = span.of(text);
    for title in cues.list("title") {
        if let Some(name) = words.strip_suffix(title.as_str()).filter(|name| !name.is_empty()) {
            let span = Span::new(span.start, span.start + name.len());
            return if name.chars().count() <= NAME { span } else { behind_office(text, behind_no(text, span), cues) };
        }
    }
    behind_office(text, span, cues)
}

/// Japanese: 港長の田中: what stands before the particle tells what the person is.
fn behind_no(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let name = words.rfind('の').map(|at| Span::new(span.start + at + 'の'.len_utf8(), span.end));
    name.filter(|name| (2..=NAME).contains(&name.of(text).chars().count())).unwrap_or(span)
}

/// Returns the name behind the last office in some words, where it is short enough for one.
fn behind_office(text: &str, span: Span, cues: &Cues) -> Span {
    let words = span.of(text);
    let ends = cues.list("title").iter().filter_map(|title| words.rfind(title.as_str()).map(|at| at + title.len()));
    let end = ends.max().filter(|end| *end < words.len());
    let name = end.map(|end| Span::new(span.start + end, span.end));
    name.filter(|name| (2..=NAME).contains(&name.of(text).chars().count())).unwrap_or(span)
}

/// Tells whether words are a mere pronoun.
fn is_pronoun(words: &str, cues: &Cues) -> bool {
    ["he", "she", "they", "self"].iter().any(|key| cues.list(key).iter().any(|pronoun| pronoun == words))
}

/// Returns whom a pronoun means: who spoke in the nearest sentence before it in its paragraph, or whom that sentence
/// is about.
fn antecedent(text: &str, earlier: Span, before: &[Quote], cues: &Cues, japanese: bool) -> Option<String> {
    let mut end = earlier.end;
    while end > earlier.start {
        let words = text[earlier.start..end].trim_end_matches(is_stop);
        let start = words
            .rfind(is_stop)
            .map_or(earlier.start, |at| earlier.start + at + words[at..].chars().next().map_or(1, char::len_utf8));
        let sentence = Span::new(start, earlier.start + words.len());
        end = start;
        let spoke = before.iter().rev().filter_map(|quote| quote.speaker.as_ref());
        let mut spoke = spoke.take_while(|speaker| speaker.span.end > earlier.start);
        if let Some(speaker) = spoke.find(|speaker| sentence.contains(speaker.span)) {
            return Some(speaker.name.clone());
        }
        if before
            .iter()
            .rev()
            .take(NEAR)
            .any(|quote| quote.span.start <= sentence.start && sentence.start < quote.span.end)
        {
            continue;
        }
        let about = if japanese { topic(text, sentence, cues) } else { titled(text, sentence, cues) };
        let name = about.map(|span| bare(text, span, cues)).filter(|span| !is_pronoun(span.of(text), cues));
        if let Some(name) = name {
            return Some(tidy(name.of(text)));
        }
    }
    None
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '”' | '」' | '\n')
}

/// Chinese: 镇长陈淑芬星期三…: the name behind an office, where it is plain where it ends.
fn titled(text: &str, sentence: Span, cues: &Cues) -> Option<Span> {
    let words = sentence.of(text);
    let ends = cues.list("title").iter().filter_map(|title| words.find(title.as_str()).map(|at| at + title.len()));
    let at = ends.min()?;
    let goes_on = |rest: &str| {
        rest.starts_with(is_edge)
            || ["skip", "say", "prep"]
                .iter()
                .any(|key| cues.list(key).iter().any(|word| rest.starts_with(word.as_str())))
    };
    let ends = words[at..].char_indices().map(|(place, _)| at + place).skip(2).take(2);
    let mut fits = ends.filter(|end| goes_on(&words[*end..]) && !words[at..*end].contains(is_edge));
    fits.next().map(|end| Span::new(sentence.start + at, sentence.start + end))
}
