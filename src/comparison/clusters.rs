//! A comparison whose groups were found elsewhere: clusters of passages become groups of sentences.

use std::collections::BTreeMap;

use super::{Comparison, Words};
use crate::align::place::Place;
use crate::align::{Group, Link, Reason, SEVERAL};
use crate::document::{Document, Notice, Passage};
use crate::span::Span;
use crate::work::{GivenUp, Work};

/// Compares documents by clusters of passages, each a document as an index and a place in its text; nothing else is
/// searched for.
///
/// The ends of a passage need not be those of sentences. It takes the sentences of which it covers at least half, and
/// always the one of which it covers most. Where passages of several clusters take a sentence, it goes to the cluster
/// that covers most of it, then to the larger cluster, then to the one named first; a passage that is left without a
/// sentence is counted in a notice. Every other sentence stands alone.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn compare_clusters(
    mut documents: Vec<Document>,
    clusters: &[Vec<(usize, Span)>],
    work: &Work,
) -> Result<Comparison, GivenUp> {
    let Words { tokens, quotes, utterances, .. } = Words::read(&documents, work)?;
    work.begin(20..80);
    let homes = homes(&mut documents, clusters);
    work.go_on()?;
    let groups = groups(&documents, &homes);
    let links = links(&groups);
    work.begin(80..100);
    Ok(Comparison { documents, tokens, links, groups, quotes, utterances, clustered: true, ..Comparison::default() })
}

/// Returns for each sentence that stands in a cluster which one it is, by index.
fn homes(documents: &mut [Document], clusters: &[Vec<(usize, Span)>]) -> BTreeMap<Place, usize> {
    // What decides between clusters: the bytes of the sentence that are covered, and the passages of the cluster.
    let mut best: BTreeMap<Place, ((usize, usize), usize)> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for (document, span) in cluster {
            for (sentence, covered) in taken(&documents[*document], *span) {
                let (rank, place) = ((covered, cluster.len()), (*document, sentence));
                let known = best.entry(place).or_insert((rank, at));
                if rank > known.0 {
                    *known = (rank, at);
                }
            }
        }
    }
    let homes: BTreeMap<Place, usize> = best.into_iter().map(|(place, (_, at))| (place, at)).collect();
    let mut lost = vec![0; documents.len()];
    for (at, cluster) in clusters.iter().enumerate() {
        for (document, span) in cluster {
            let mut own = taken(&documents[*document], *span).into_iter();
            lost[*document] += usize::from(!own.any(|(sentence, _)| homes.get(&(*document, sentence)) == Some(&at)));
        }
    }
    for (document, lost) in documents.iter_mut().zip(lost).filter(|(_, lost)| *lost > 0) {
        let passages = if lost == 1 { "1 passage overlaps" } else { &format!("{lost} passages overlap") };
        let text = format!("{passages} with others and could not be shown: a sentence stands in one cluster only.");
        document.notices.push(Notice { trouble: false, text });
    }
    homes
}

/// Returns the sentences that a passage takes, with the bytes of each that it covers.
fn taken(document: &Document, span: Span) -> Vec<(usize, usize)> {
    let first = document.sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let sentences = document.sentences.iter().enumerate().skip(first);
    let met = sentences.take_while(|(_, sentence)| sentence.span.start < span.end);
    let met: Vec<(usize, usize, usize)> =
        met.map(|(at, sentence)| (at, sentence.span.overlap(span), sentence.span.len())).collect();
    let most = met.iter().map(|(_, covered, _)| *covered).max().unwrap_or(0);
    let takes = |(_, covered, whole): &&(usize, usize, usize)| *covered == most || 2 * covered >= *whole;
    met.iter().filter(takes).map(|(at, covered, _)| (*at, *covered)).collect()
}

/// Makes a group of each cluster and of each sentence in none, by first place.
fn groups(documents: &[Document], homes: &BTreeMap<Place, usize>) -> Vec<Group> {
    let mut clustered: BTreeMap<usize, Vec<Passage>> = BTreeMap::new();
    let mut groups = Vec::new();
    for (document, whole) in documents.iter().enumerate() {
        for (first, sentence) in whole.sentences.iter().enumerate() {
            let passage = Passage { document, first, end: first + 1 };
            let Some(home) = homes.get(&(document, first)) else {
                groups.push(Group { passages: vec![passage], score: 1.0 });
                continue;
            };
            let passages = clustered.entry(*home).or_default();
            let goes_on = |last: &&mut Passage| {
                last.document == document
                    && last.end == first
                    && whole.sentences[last.first].paragraph == sentence.paragraph
            };
            match passages.last_mut().filter(goes_on) {
                Some(last) => last.end += 1,
                None => passages.push(passage),
            }
        }
    }
    groups.extend(clustered.into_values().map(|passages| Group { passages, score: 1.0 }));
    groups.sort_by_key(|group| group.passages[0]);
    groups
}

/// Links the passages of each group: all of them with each other, of many only the first with each other one.
fn links(groups: &[Group]) -> Vec<Link> {
    let mut links = Vec::new();
    for Group { passages, .. } in groups {
        let firsts = if passages.len() > SEVERAL { 1 } else { passages.len() };
        for (at, a) in passages.iter().take(firsts).enumerate() {
            let others = passages[at + 1..].iter().filter(|b| b.document != a.document);
            links.extend(others.map(|b| Link { a: *a, b: *b, score: 1.0, why: vec![Reason::Cluster] }));
        }
    }
    links.sort_by_key(|link| (link.a, link.b));
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::absence::{Absence, absence};
    use crate::comparison::rows::rows;
    use crate::load::read;
    use proptest::prelude::*;

    const LOG: &str = "The lamp went out at nine. Nobody was on the pier. A boat turned back.\n\nThe keeper slept.";

    fn compared(clusters: &[Vec<(usize, Span)>]) -> Comparison {
        let documents = vec![read("a.txt", LOG.as_bytes()), read("b.txt", LOG.as_bytes())];
        compare_clusters(documents, clusters, &Work::default()).expect("nobody gives it up")
    }

    fn at(document: usize, words: &str) -> (usize, Span) {
        let start = LOG.find(words).expect("words of the text");
        (document, Span::new(start, start + words.len()))
    }

    /// The words of the groups that stand in both documents.
    fn shared(comparison: &Comparison) -> Vec<Vec<&str>> {
        let shared = comparison.groups.iter().filter(|group| !group.is_alone());
        shared
            .map(|group| group.passages.iter().map(|passage| passage.words(&comparison.documents)).collect())
            .collect()
    }

    #[test]
    fn a_passage_takes_the_sentences_that_it_covers() {
        let found = compared(&[vec![at(0, "at nine. Nobody was on the pier."), at(1, "on the")]]);
        assert_eq!(shared(&found), [["Nobody was on the pier."; 2]]);
        let whole = "The lamp went out at nine. Nobody was on the pier. A boat turned back.";
        let across = compared(&[vec![at(0, LOG), at(1, whole)]]);
        assert_eq!(shared(&across), [[whole, "The keeper slept.", whole]]);
        assert_eq!(across.links.len(), 2);
    }

    #[test]
    fn where_clusters_overlap_a_sentence_stands_in_the_one_that_covers_most() {
        let nearly = vec![at(0, "Nobody was on the"), at(1, "Nobody was on the")];
        let wholly = vec![at(0, "Nobody was on the pier. A boat turned back."), at(1, "Nobody was on the pier.")];
        for clusters in [[nearly.clone(), wholly.clone()], [wholly, nearly]] {
            let found = compared(&clusters);
            assert_eq!(shared(&found), [["Nobody was on the pier. A boat turned back.", "Nobody was on the pier."]]);
            let row = &rows(&found, 0)[0];
            assert_eq!((row.is_alone(), absence(&found, row, 1)), (true, Absence::NotSearched));
            let notices: Vec<&str> = found.documents.iter().map(|d| d.notices[0].text.as_str()).collect();
            assert!(notices.iter().all(|notice| notice.starts_with("1 passage overlaps")), "{notices:?}");
        }
    }

    proptest! {
        #[test]
        fn groups_partition_the_sentences_whatever_the_clusters(
            clusters in prop::collection::vec(prop::collection::vec((0usize..2, 0usize..80, 1usize..40), 1..4), 0..6),
        ) {
            let span = |(document, start, length): &(usize, usize, usize)| {
                (*document, Span::new(*start, (start + length).min(LOG.len())))
            };
            let clusters: Vec<Vec<_>> = clusters.iter().map(|cluster| cluster.iter().map(span).collect()).collect();
            let found = compared(&clusters);
            for (id, document) in found.documents.iter().enumerate() {
                let own = found.groups.iter().flat_map(|group| &group.passages).filter(|p| p.document == id);
                let mut sentences: Vec<usize> = own.flat_map(|passage| passage.sentences()).collect();
                sentences.sort_unstable();
                prop_assert_eq!(sentences, (0..document.sentences.len()).collect::<Vec<_>>());
            }
        }
    }
}
