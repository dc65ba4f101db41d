//! The files that a folder or a pattern stands for, in natural order of their names.

use std::cmp::Ordering;
use std::io;
use std::path::{Path, PathBuf};

/// Returns the files that a name stands for, where it is that of a folder, or a pattern with `*` or `?` in its last part
/// that no file is called by itself. Hidden files and inner folders are left out.
///
/// # Errors
/// The folder cannot be read.
pub fn listed(path: &Path) -> Option<io::Result<Vec<PathBuf>>> {
    if path.is_dir() {
        return Some(inside(path, &|_| true));
    }
    let (parent, pattern) = pattern(path)?;
    Some(inside(&parent, &|name| fits(name, &pattern)))
}

fn inside(path: &Path, fits: &dyn Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let is_meant = |path: &PathBuf| {
        path.file_name().map(|name| name.to_string_lossy()).is_some_and(|name| !name.starts_with('.') && fits(&name))
    };
    let paths = std::fs::read_dir(path)?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.filter(|path| is_meant(path) && !path.is_dir()).collect();
    paths.sort_by(|one, other| natural(&one.to_string_lossy(), &other.to_string_lossy()));
    Ok(paths)
}

/// Takes a name with `*` or `?` in its last part apart, where no file has that name itself.
fn pattern(path: &Path) -> Option<(PathBuf, String)> {
    let name = path.file_name()?.to_str().filter(|name| name.contains(['*', '?']))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (!path.exists()).then(|| (parent.to_owned(), name.to_owned()))
}

/// Tells whether a name fits a pattern in which `*` stands for any letters and `?` for one.
fn fits(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut n, mut p, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (n, p) = (n + 1, p + 1),
            // The last `*` takes one letter more.
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (p, n) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Orders names as people do: "2" before "10", small and capital letters alike.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one, other);
    loop {
        let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len()).then_with(|| one.cmp(other));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n) = (digits(&mut a), digits(&mut b));
            m.len().cmp(&n.len()).then_with(|| m.cmp(n))
        } else {
            (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes the number from the front of a name, without its leading zeros.
fn digits<'a>(name: &mut &'a str) -> &'a str {
    let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    let (number, rest) = name.split_at(end);
    *name = rest;
    number.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_natural_order() {
        let mut names = ["b10.txt", "B2.txt", "a.txt", "b02.txt", "b1.txt"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a.txt", "b1.txt", "B2.txt", "b02.txt", "b10.txt"]);
    }

    #[test]
    fn patterns_fit_names() {
        assert!(fits("wire.md", "*.md") && fits("wire.md", "w?re*") && fits("a*b", "a*b") && fits("", "*"));
        assert!(!fits("wire.md", "*.txt") && !fits("wire", "?????") && !fits("ab", "a"));
    }
}
