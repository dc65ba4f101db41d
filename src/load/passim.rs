//! The JSON lines of passim, the engine for text reuse in large archives: the clusters that it writes and the texts
//! that it reads.
//!
//! One object a line. A text has `id` and `text`; a passage of a cluster has `cluster`, `id`, `begin`, `end` and `text`,
//! and whatever else its text had (passim, README, "Running passim"). `begin` and `end` count characters of the text:
//! code points, or UTF-16 units as older versions on the Java machine do, which the length of `text` tells apart.

mod compose;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

pub use compose::BETWEEN;
use compose::{Account, At, Fault, Line, compose};

use super::files::{FILES, Found, find};
use super::label::{label, plain};
use super::limits::Limits;
use super::refused;
use crate::document::{Document, Source};
use crate::span::Span;

/// What packed files begin with: gzip, zip, zstd.
const PACKED: [&[u8]; 3] = [b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"];

/// So many lines that were left out are told one by one.
const TOLD: usize = 3;

/// The passages that passim says belong together: documents, as indices, and places in their texts.
pub type Cluster = Vec<(usize, Span)>;

/// What was read.
#[derive(Debug, Default)]
pub struct Archive {
    /// The texts of which passages stand in a cluster; behind them, a source with a notice for each file of which
    /// something could not be read.
    pub documents: Vec<Document>,
    /// The clusters, in the order of their names.
    pub clusters: Vec<Cluster>,
}

/// Opens the clusters that passim wrote, as files or as its folder of parts, and with them the texts that it had read.
///
/// A text that is not among these is made of its passages, with [`BETWEEN`] where words are not known. A line that cannot
/// be used is left out, and told in a notice.
pub fn open(clusters: &[PathBuf], texts: &[PathBuf]) -> Archive {
    let limits = Limits::default();
    read(find(clusters, FILES, &limits), find(texts, FILES, &limits))
}

/// Takes in what stands on a line.
type Take = fn(&mut Reader, &Map<String, Value>, At) -> Result<(), Fault>;

/// All that was read from the lines so far.
#[derive(Default)]
struct Reader {
    accounts: Vec<Account>,
    by_id: HashMap<String, usize>,
    /// The files, and the lines of them that are left out.
    files: Vec<(String, Vec<(usize, Fault)>)>,
    refused: Vec<Document>,
}

fn read(clusters: Vec<Found>, texts: Vec<Found>) -> Archive {
    let mut reader = Reader::default();
    clusters.into_iter().for_each(|found| reader.file(found, Reader::passage));
    texts.into_iter().for_each(|found| reader.file(found, Reader::text));
    let mut archive = Archive::default();
    let mut clusters: BTreeMap<String, Cluster> = BTreeMap::new();
    for account in std::mem::take(&mut reader.accounts) {
        let at = archive.documents.len();
        let (document, passages) = compose(account, |(file, line), fault| reader.files[file].1.push((line, fault)));
        // What passim found in a text may all be left out.
        if !passages.is_empty() {
            archive.documents.push(document);
            passages.into_iter().for_each(|(name, span)| clusters.entry(name).or_default().push((at, span)));
        }
    }
    label(&mut archive.documents);
    archive.clusters = clusters.into_values().collect();
    let told = reader.files.into_iter().filter_map(|(path, left_out)| told(path, left_out));
    archive.documents.extend(reader.refused.into_iter().chain(told));
    archive
}

/// Makes a source of the lines of a file that were left out.
fn told(path: String, mut left_out: Vec<(usize, Fault)>) -> Option<Document> {
    left_out.sort_by_key(|(line, _)| *line);
    let first = left_out.iter().take(TOLD).map(|(line, fault)| format!("line {line}: {fault}"));
    let first = first.collect::<Vec<_>>().join("; ");
    let more = if left_out.len() > TOLD { "; and so on" } else { "" };
    let text = match left_out.len() {
        0 => return None,
        1 => format!("1 line was left out ({first}). Check it where it was made."),
        count => format!("{count} lines were left out ({first}{more}). Check them where they were made."),
    };
    Some(failed(path, text))
}

fn failed(path: String, text: String) -> Document {
    let mut document = refused(Source { path, ..Source::default() }, text);
    document.source.label = plain(&document.source);
    document
}

impl Reader {
    /// Reads the lines of a file. What Spark writes beside its parts holds nothing.
    fn file(&mut self, found: Found, take: Take) {
        let (path, bytes) = match found {
            Found::Bytes { path, bytes, .. } => (path, bytes),
            Found::Trouble { path, text } => return self.refused.push(failed(path, text)),
            Found::Page(name) => {
                let text = "What passim found is read from files. Save it, and name the file.";
                return self.refused.push(failed(name, text.to_owned()));
            }
        };
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy();
        if bytes.is_empty() && (name.starts_with('_') || name.starts_with("part-")) {
            return;
        }
        if bytes.is_empty() || PACKED.iter().any(|mark| bytes.starts_with(mark)) {
            let text = "The file is empty or packed. Unpack it, and name the JSON lines that passim wrote.";
            return self.refused.push(failed(path, text.to_owned()));
        }
        let file = self.files.len();
        self.files.push((path, Vec::new()));
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        for (at, line) in
            bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty())
        {
            let read = match serde_json::from_slice(line) {
                Ok(Value::Object(object)) => take(self, &object, (file, at + 1)),
                _ => Err(Fault::NotJson),
            };
            if let Err(fault) = read {
                self.files[file].1.push((at + 1, fault));
            }
        }
    }

    /// Takes in a passage of a cluster.
    fn passage(&mut self, object: &Map<String, Value>, at: At) -> Result<(), Fault> {
        let id = name(object, "id")?;
        let line = Line {
            at,
            cluster: name(object, "cluster")?,
            begin: number(object, "begin")?,
            end: number(object, "end")?,
            words: object.get("text").and_then(Value::as_str).map(str::to_owned),
        };
        if line.begin >= line.end {
            return Err(Fault::Backward);
        }
        let next = self.accounts.len();
        let account = match self.by_id.get(&id) {
            Some(known) => *known,
            None if next == FILES => return Err(Fault::Many),
            None => {
                self.by_id.insert(id.clone(), next);
                self.accounts.push(Account { source: source(id, object), ..Account::default() });
                next
            }
        };
        self.accounts[account].lines.push(line);
        Ok(())
    }

    /// Takes in a whole text, if a passage of it stands in a cluster.
    fn text(&mut self, object: &Map<String, Value>, _: At) -> Result<(), Fault> {
        let id = name(object, "id")?;
        let text = object.get("text").and_then(Value::as_str).ok_or(Fault::Lacks("text"))?;
        let Some(account) = self.by_id.get(&id).map(|at| &mut self.accounts[*at]) else { return Ok(()) };
        match &account.whole {
            Some(known) if known != text => return Err(Fault::Again),
            _ => account.whole = Some(text.to_owned()),
        }
        Ok(())
    }
}

/// Returns a name, which passim writes as a string or as a number.
fn name(object: &Map<String, Value>, field: &'static str) -> Result<String, Fault> {
    match object.get(field) {
        Some(Value::String(name)) if !name.is_empty() => Ok(name.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(Fault::Lacks(field)),
    }
}

fn number(object: &Map<String, Value>, field: &'static str) -> Result<usize, Fault> {
    let number = object.get(field).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    number.ok_or(Fault::Lacks(field))
}

/// Returns what the source says of itself.
fn source(id: String, object: &Map<String, Value>) -> Source {
    let said = |field: &str| object.get(field).and_then(Value::as_str).map(str::to_owned);
    let mut source =
        Source { title: said("title"), date: said("date"), format: "passim".to_owned(), ..Source::default() };
    source.path = id;
    source.label = plain(&source);
    source
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const LEDGER: &str = "Öfter – so der Wärter – fiel das Licht aus.\n\nAt dusk 🛳 the Vesla\nsailed. Nobody waved.";

    fn file(lines: &[Value]) -> Vec<Found> {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        vec![Found::Bytes { path: "part-00000".to_owned(), bytes: text.into_bytes(), member: None, notice: None }]
    }

    fn passage(cluster: i64, id: &str, begin: usize, words: &str) -> Value {
        let end = begin + words.chars().count();
        json!({"cluster": cluster, "size": 2, "uid": 7, "id": id, "begin": begin, "end": end, "text": words})
    }

    /// The words of each cluster, with the text they stand in.
    fn words(archive: &Archive) -> Vec<Vec<(&str, &str)>> {
        let words = |(document, span): &(usize, Span)| {
            let document = &archive.documents[*document];
            (document.source.path.as_str(), span.of(&document.text))
        };
        archive.clusters.iter().map(|cluster| cluster.iter().map(words).collect()).collect()
    }

    fn notices(archive: &Archive) -> Vec<&str> {
        let failed = archive.documents.iter().filter(|document| document.failed());
        failed.flat_map(|document| &document.notices).map(|notice| notice.text.as_str()).collect()
    }

    #[test]
    fn places_in_whole_texts_count_characters() {
        let texts = [json!({"id": "ledger", "text": LEDGER}), json!({"id": "other", "text": "Not in a cluster."})];
        let archive = read(file(&[passage(1, "ledger", 45, "At dusk 🛳 the Vesla\nsailed.")]), file(&texts));
        assert_eq!(words(&archive), [[("ledger", "At dusk 🛳 the Vesla sailed.")]]);
        assert_eq!(notices(&archive), [""; 0]);
        let document = &archive.documents[0];
        assert_eq!((archive.documents.len(), document.paragraphs.len(), document.sentences.len()), (1, 2, 3));
        assert_eq!(document.text, LEDGER.replace("Vesla\n", "Vesla "));
        assert_eq!(document.fault(), None);
    }

    #[test]
    fn places_may_count_units_of_utf_16() {
        let wide = |begin: usize, words: &str| {
            let end = begin + words.encode_utf16().count();
            json!({"cluster": 1, "id": "ledger", "begin": begin, "end": end, "text": words})
        };
        let lines = [wide(45, "At dusk 🛳 the"), wide(74, "Nobody waved.")];
        let archive = read(file(&lines), file(&[json!({"id": "ledger", "text": LEDGER})]));
        assert_eq!(words(&archive), [[("ledger", "At dusk 🛳 the"), ("ledger", "Nobody waved.")]]);
    }

    #[test]
    fn without_its_text_a_source_is_made_of_its_passages() {
        let lines = [
            passage(2, "log", 90, "The lamp was lit again."),
            passage(1, "log", 0, "At dusk the ship sailed."),
            passage(3, "log", 8, "the ship sailed. Nobody waved."),
            passage(3, "diary", 12, "The ship sailed."),
        ];
        let archive = read(file(&lines), Vec::new());
        let texts: Vec<&str> = archive.documents.iter().map(|document| document.text.as_str()).collect();
        let log = "At dusk the ship sailed. Nobody waved.\n\n[…]\n\nThe lamp was lit again.";
        assert_eq!(texts, [log, "[…]\n\nThe ship sailed."]);
        assert_eq!(words(&archive)[2], [("log", "the ship sailed. Nobody waved."), ("diary", "The ship sailed.")]);
        assert!(archive.documents.iter().all(|document| document.notices[1].text.contains("--texts")));
        assert!(archive.documents.iter().all(|document| document.fault().is_none()));
    }

    #[test]
    fn what_cannot_be_used_is_left_out_and_told() {
        let texts = file(&[json!({"id": "ledger", "text": LEDGER})]);
        for (line, reason) in [
            (json!([1, 2]), "no JSON object"),
            (json!({"id": "ledger", "begin": 0, "end": 4}), "no `cluster`"),
            (json!({"cluster": 1, "begin": 0, "end": 4}), "no `id`"),
            (json!({"cluster": 1, "id": "ledger", "begin": -4, "end": 4}), "no `begin`"),
            (json!({"cluster": 1, "id": "ledger", "begin": 0, "end": "4"}), "no `end`"),
            (json!({"cluster": 1, "id": "ledger", "begin": 9, "end": 4}), "before"),
            (json!({"cluster": 1, "id": "ledger", "begin": 9, "end": 400}), "`end` is 400, and the text has 86"),
            (json!({"cluster": 1, "id": "ledger", "begin": 900, "end": u64::MAX}), "and the text has 86"),
            (json!({"cluster": 1, "id": "ledger", "begin": 43, "end": 45}), "no `text`"),
            (passage(1, "ledger", 9, "Öfter"), "other words"),
            (json!({"cluster": 1, "id": "unknown", "begin": 0, "end": 4}), "no `text`"),
            (json!({"cluster": 1, "id": "unknown", "begin": 0, "end": 4, "text": "longer"}), "not as many"),
        ] {
            let good = passage(5, "ledger", 0, "Öfter");
            let Found::Bytes { bytes, .. } = &texts[0] else { unreachable!("made above") };
            let text =
                vec![Found::Bytes { path: "texts".to_owned(), bytes: bytes.clone(), member: None, notice: None }];
            let archive = read(file(&[good, line]), text);
            assert_eq!(words(&archive), [[("ledger", "Öfter")]]);
            let [notice] = notices(&archive)[..] else { panic!("one notice") };
            assert!(notice.starts_with("1 line was left out (line 2: ") && notice.contains(reason), "{notice}");
        }
        let broken = "{\"id\": \"a\u{0}\n".repeat(9) + &"[".repeat(5000) + "\n\u{fffd}{\n";
        let archive = read(
            vec![Found::Bytes { path: "x".to_owned(), bytes: broken.into_bytes(), member: None, notice: None }],
            Vec::new(),
        );
        assert!(notices(&archive)[0].contains("11 lines were left out") && archive.clusters.is_empty());
        let gzip = vec![Found::Bytes {
            path: "part-1.gz".to_owned(),
            bytes: b"\x1f\x8b\x08".to_vec(),
            member: None,
            notice: None,
        }];
        assert!(notices(&read(gzip, Vec::new()))[0].contains("Unpack it"));
    }

    #[test]
    fn what_spark_leaves_beside_its_parts_is_no_trouble() {
        let mut files = file(&[passage(1, "log", 0, "One."), passage(1, "diary", 0, "One.")]);
        for path in ["out.json/_SUCCESS", "out.json/part-00001"] {
            files.push(Found::Bytes { path: path.to_owned(), bytes: Vec::new(), member: None, notice: None });
        }
        assert_eq!(notices(&read(files, Vec::new())), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_passages_make_sound_documents(
            lines in prop::collection::vec((0i64..4, "[ab]", 0usize..40, 1usize..20, "[aé🛳 .\n]{0,20}"), 0..12),
            whole in prop::option::of("[aé🛳 .\n]{0,60}"),
        ) {
            let line = |(cluster, id, begin, length, words): &(i64, String, usize, usize, String)| {
                json!({"cluster": cluster, "id": id, "begin": begin, "end": begin + length, "text": words})
            };
            let fitting = lines.iter().map(|(cluster, id, begin, _, words)| passage(*cluster, id, *begin, words));
            let lines: Vec<Value> = lines.iter().map(line).chain(fitting).collect();
            let texts: Vec<Value> = whole.iter().map(|text| json!({"id": "a", "text": text})).collect();
            let archive = read(file(&lines), file(&texts));
            for document in &archive.documents {
                prop_assert_eq!(document.fault(), None);
            }
            for (document, span) in archive.clusters.iter().flatten() {
                prop_assert!(!span.of(&archive.documents[*document].text).trim().is_empty());
            }
        }
    }
}
