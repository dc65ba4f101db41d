//! What stands before a Markdown text between `---` or `+++`: title, author, date, site, language.

use crate::document::Role;
use crate::load::piece::{Piece, Reading};

/// Reads the fields; each is kept as a paragraph, those about author and date as the byline.
pub fn read(front: &str, reading: &mut Reading) {
    let fields = fields(front);
    let find = |names: &[&str]| {
        let field = names.iter().find_map(|name| fields.iter().find(|(key, _)| key == name));
        field.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    let source = &mut reading.source;
    source.title = find(&["title", "headline"]);
    source.byline = find(&["author", "authors", "byline", "by"]);
    source.date = find(&["date", "published", "pubdate", "published_at", "created"]);
    source.site = find(&["site", "publication", "publisher", "outlet", "website", "source"]);
    source.language = find(&["lang", "language"]).map(|code| code.to_lowercase().chars().take(2).collect());
    let has_title = reading.pieces.iter().any(|piece| piece.role == Role::Title);
    let piece = |(key, value): &(String, String)| match key.as_str() {
        "title" | "headline" if !has_title => Piece::sure(Role::Title, value.clone()),
        "author" | "authors" | "byline" | "by" | "date" | "published" => Piece::sure(Role::Byline, value.clone()),
        "" => Piece::sure(Role::Boilerplate, value.clone()),
        _ => Piece::sure(Role::Boilerplate, format!("{key}: {value}")),
    };
    reading.pieces.splice(0..0, fields.iter().map(piece));
}

/// Takes the fields apart: TOML where it is TOML, otherwise lines of `key: value`, as most YAML here is.
fn fields(front: &str) -> Vec<(String, String)> {
    if let Ok(table) = front.parse::<toml::Table>() {
        return table.iter().map(|(key, value)| (key.to_lowercase(), plain(value))).collect();
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in front.lines().filter(|line| !line.trim().is_empty()) {
        let parts = line.split_once(':').filter(|(key, _)| is_key(key));
        match (parts, fields.last_mut()) {
            (Some((key, value)), _) => fields.push((key.trim().to_lowercase(), bare(value))),
            // An indented line or a dash goes on with the value above.
            (None, Some((_, value))) => {
                let more = bare(line.trim().trim_start_matches("- "));
                value.push_str(if value.is_empty() { "" } else { ", " });
                value.push_str(&more);
            }
            (None, None) => fields.push((String::new(), line.trim().to_owned())),
        }
    }
    fields
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// Takes quote marks and brackets off a value.
fn bare(value: &str) -> String {
    let value = value.trim();
    let inner = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or(value);
    let parts = inner.split(", ").map(|part| part.trim().trim_matches(['"', '\'']));
    parts.collect::<Vec<_>>().join(", ")
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(is) => is.to_string(),
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::Table(table) => {
            let fields: Vec<String> = table.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect();
            fields.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_quoted_values_are_read() {
        let found = fields("title: 'A: b'\nauthors:\n  - Mora\n  - Rask\ntags: [pier, ferry]\n");
        assert_eq!(found[0].1, "A: b");
        assert_eq!(found[1].1, "Mora, Rask");
        assert_eq!(found[2].1, "pier, ferry");
    }
}
