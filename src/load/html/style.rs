//! What the styles of a page keep from being seen: on elements themselves, and by the page's own style sheets.

use std::collections::HashSet;

use dom_query::{Document as Page, NodeId};

/// The most rules of a page's style sheets that are tried on it.
const RULES: usize = 400;

/// The most work of trying rules, in rules times nodes of the page.
const WORK: usize = 4_000_000;

/// The deepest nesting of conditions around rules that is looked into, in levels.
const DEPTH: usize = 8;

/// So far to the side nobody sees anything, in pixels.
const FAR: f32 = -900.0;

/// A rule that hides what it is about, or shows it again.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule<'a> {
    selector: &'a str,
    hides: bool,
    /// Whether it holds only under a condition, such as the width of the screen.
    sometimes: bool,
}

/// Tells whether a style, as an attribute or in a rule, keeps words from being seen: not drawn, out of sight, cut away,
/// or in the colour of their own ground.
pub fn hides(style: &str) -> bool {
    let style: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
    let fields = || style.split(';').filter_map(|field| field.split_once(':'));
    let value = |wanted: &str| {
        fields().filter(|(name, _)| *name == wanted).map(|(_, value)| value.trim_end_matches("!important")).next_back()
    };
    let is_point = |name: &str| pixels(value(name)).is_some_and(|size| (0.0..=1.0).contains(&size));
    let is_far = |name: &str| pixels(value(name)).is_some_and(|place| place < FAR);
    let is_apart = matches!(value("position"), Some("absolute" | "fixed"));
    let is_cut = value("clip").is_some_and(is_cut_to_nothing)
        || value("clip-path").is_some_and(|path| path.starts_with("inset(50%") || path.starts_with("inset(100%"))
        || (is_point("width") && is_point("height") && value("overflow") == Some("hidden"));
    let ground = value("background-color").or_else(|| value("background")).map(colour);
    value("display") == Some("none")
        || value("visibility") == Some("hidden")
        || (is_apart && (is_cut || is_far("left") || is_far("top")))
        || (ground.is_some() && value("color").map(colour) == ground)
}

/// Tells whether a style makes letters of no size, or gives back a size to letters inside such an element; nothing where
/// it says neither. Mails set the size of boxes to nothing, and that of the words in them to what it is.
pub fn is_sizeless(style: &str) -> Option<bool> {
    let fields = style.split(';').filter_map(|field| field.split_once(':'));
    let mut sizes = fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case("font-size"));
    let size = sizes.next_back()?.1.trim();
    let (number, unit) = size.split_at(size.find(|c: char| c.is_alphabetic() || c == '%').unwrap_or(size.len()));
    match number.parse::<f32>() {
        Ok(0.0) => Some(true),
        // Parts of nothing are nothing.
        Ok(_) if matches!(unit, "em" | "%") => None,
        _ => Some(false),
    }
}

/// Returns the elements that the page's own style sheets keep from being seen on a screen.
///
/// A rule for wider or narrower screens that shows them again wins: somebody sees them.
pub fn hidden(page: &Page) -> HashSet<NodeId> {
    let sheets: Vec<String> = page.select("style").iter().map(|sheet| without_notes(&sheet.text())).collect();
    let mut rules = Vec::new();
    sheets.iter().for_each(|sheet| gather(sheet, true, &mut rules, 0));
    // Who reads on another screen sees what is shown there.
    rules.sort_by_key(|rule| rule.sometimes);
    let most = RULES.min(WORK / page.tree.len().max(1));
    let mut found = HashSet::new();
    if !rules.iter().any(|rule| rule.hides) {
        return found;
    }
    for rule in rules.iter().take(most) {
        let Some(elements) = page.try_select(rule.selector) else { continue };
        for element in elements.nodes() {
            if rule.hides {
                found.insert(element.id);
            } else {
                found.remove(&element.id);
            }
        }
    }
    found
}

/// Gathers the rules of a sheet that hide or show; `plain` says that no condition stands around them.
fn gather<'a>(sheet: &'a str, plain: bool, rules: &mut Vec<Rule<'a>>, depth: usize) {
    let mut rest = sheet;
    while let Some(open) = rest.find('{') {
        let head = rest[..open].rsplit([';', '}']).next().unwrap_or("").trim();
        let inside = &rest[open + 1..];
        let end = closing(inside);
        let body = &inside[..end];
        if let Some(condition) = head.strip_prefix('@') {
            let is_print = condition.contains("print") && !condition.contains("screen");
            let holds_rules = ["media", "supports", "layer", "container"].iter().any(|at| condition.starts_with(at));
            if holds_rules && !is_print && depth < DEPTH {
                let always = condition.starts_with("supports") || condition.starts_with("layer");
                gather(body, plain && always, rules, depth + 1);
            }
        } else if hides(body) {
            rules.extend(plain.then_some(Rule { selector: head, hides: true, sometimes: false }));
        } else if shows(body) {
            rules.push(Rule { selector: head, hides: false, sometimes: !plain });
        }
        rest = inside.get(end + 1..).unwrap_or("");
    }
}

/// Returns where the bracket closes that was opened before these words, in bytes.
fn closing(inside: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    inside.len()
}

/// Tells whether the body of a rule says how something is shown that another rule may have hidden.
fn shows(body: &str) -> bool {
    let fields = body.split(';').filter_map(|field| field.split_once(':'));
    fields.map(|(name, value)| (name.trim(), value.trim())).any(|(name, value)| {
        (name == "display" && !value.starts_with("none")) || (name == "visibility" && value.starts_with("visible"))
    })
}

fn without_notes(sheet: &str) -> String {
    let mut text = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("/*") {
        text.push_str(&rest[..at]);
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    text + rest
}

fn pixels(value: Option<&str>) -> Option<f32> {
    value?.trim_end_matches(char::is_alphabetic).parse().ok()
}

/// Tells whether a clip leaves nothing, or a single point.
fn is_cut_to_nothing(clip: &str) -> bool {
    let sides = clip.strip_prefix("rect(").and_then(|sides| sides.strip_suffix(')'));
    sides.is_some_and(|sides| sides.chars().all(|c| "01px,".contains(c)))
}

/// Writes a colour in one way, as far as it has several.
fn colour(value: &str) -> String {
    match value {
        "white" => "#ffffff".to_owned(),
        "black" => "#000000".to_owned(),
        short if short.len() == 4 && short.starts_with('#') => {
            "#".to_owned() + &short[1..].chars().flat_map(|c| [c, c]).collect::<String>()
        }
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_nobody_can_see_are_told() {
        for style in [
            "display : none",
            "visibility:hidden",
            "color:#fff;background:#fff",
            "color:#FFFFFF; background-color: white",
            "position:absolute; left:-9999px",
            "position:absolute;clip:rect(0 0 0 0)",
            "clip:rect(0,0,0,0);height:1px;position:absolute",
            "position:absolute;width:1px;height:1px;overflow:hidden",
            "display:none!important",
        ] {
            assert!(hides(style), "{style}");
        }
        for style in ["font-size:0;color:#fff", "color:red;background:#fff", "left:-9999px", "", "display:block"] {
            assert!(!hides(style), "{style}");
        }
    }

    #[test]
    fn a_size_inside_no_size_is_a_size() {
        assert_eq!((is_sizeless("color:red; font-size: 0px"), is_sizeless("font-size:0")), (Some(true), Some(true)));
        assert_eq!((is_sizeless("font-size:13px"), is_sizeless("FONT-SIZE:medium")), (Some(false), Some(false)));
        assert_eq!((is_sizeless("font-size:2em"), is_sizeless("color:red")), (None, None));
    }

    fn unseen(sheet: &str) -> Vec<String> {
        let page =
            Page::from(format!("<style>{sheet}</style><p class=a>one</p><p class='a b' id=c>two</p><i>three</i>"));
        let found = hidden(&page);
        let mut words: Vec<String> =
            found.iter().filter_map(|id| page.tree.get(id)).map(|node| node.text().to_string()).collect();
        words.sort();
        words
    }

    #[test]
    fn the_page_s_own_rules_hide_and_show() {
        assert_eq!(unseen(".a { display: none }"), ["one", "two"]);
        assert_eq!(unseen("p, i { visibility:hidden } .b{visibility:visible}"), ["one", "three"]);
        assert_eq!(unseen("/* .a{display:none} */ i:hover{display:none} #c{visibility:hidden}"), ["two"]);
        assert_eq!(unseen("@media print{p{display:none}} @supports (x:y){i{display:none}}"), ["three"]);
        assert_eq!(unseen("p{display:none} @media (min-width:9em){.b{display:block}}"), ["one"]);
        assert!(unseen("@media (max-width:9em){p{display:none}} p{").is_empty());
    }
}
