//! Names of hosts in letters beyond ASCII, written as the network knows them: `müller.example` as `xn--mller-kva.example`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The numbers of the writing (RFC 3492, 5).
const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const BIAS: u32 = 72;
const FIRST: u32 = 128;

/// A part of a name has no more signs than this (RFC 1035).
const PART: usize = 63;

/// Writes a host, with its port if it has one, in ASCII; each part is brought to one form first, as browsers do (UTS #46).
/// Nothing where a letter can stand in no name, or a part becomes too long.
pub fn ascii(host: &str) -> Option<String> {
    if host.is_ascii() {
        return Some(host.to_ascii_lowercase());
    }
    let small = host.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let parts: Option<Vec<String>> = small.nfc().collect::<String>().split(['.', '。']).map(part).collect();
    Some(parts?.join("."))
}

fn part(part: &str) -> Option<String> {
    if part.is_ascii() {
        return Some(part.to_owned());
    }
    // Behind the last part may stand a port.
    let (name, port) = part.split_once(':').map_or((part, None), |(name, port)| (name, Some(port)));
    let is_letter = |c: char| c.is_alphanumeric() || c == '-' || is_combining_mark(c) || c == '·';
    let is_name = name.chars().all(is_letter) && !name.starts_with(is_combining_mark);
    let written = format!("xn--{}", encoded(name).filter(|_| is_name)?);
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    (written.len() <= PART).then(|| written + &port)
}

/// Writes letters as Punycode (RFC 3492, 6.3): those of ASCII first, then where the others stand among them.
fn encoded(name: &str) -> Option<String> {
    let letters: Vec<u32> = name.chars().map(u32::from).collect();
    let mut out: String = name.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias, mut handled) = (FIRST, 0_u32, BIAS, basic);
    while (handled as usize) < letters.len() {
        let least = letters.iter().copied().filter(|letter| *letter >= next).min()?;
        delta = delta.checked_add((least - next).checked_mul(handled + 1)?)?;
        next = least;
        for letter in &letters {
            if *letter < next {
                delta = delta.checked_add(1)?;
            } else if *letter == next {
                number(delta, bias, &mut out);
                bias = adapted(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        (delta, next) = (delta + 1, next + 1);
    }
    Some(out)
}

/// Writes a number with digits whose weights depend on the bias.
fn number(mut rest: u32, bias: u32, out: &mut String) {
    let mut weight = BASE;
    loop {
        let threshold = weight.saturating_sub(bias).clamp(LEAST, MOST);
        if rest < threshold {
            return out.push(digit(rest));
        }
        out.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
        weight += BASE;
    }
}

fn digit(number: u32) -> char {
    char::from_digit(number + 10, BASE).or_else(|| char::from_digit(number.checked_sub(26)?, 10)).unwrap_or('-')
}

fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > ((BASE - LEAST) * MOST) / 2 {
        delta /= BASE - LEAST;
        bias += BASE;
    }
    bias + (BASE - LEAST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_written_as_registries_have_them() {
        for (host, written) in [
            ("Quay.example:8443", "quay.example:8443"),
            ("müller.example", "xn--mller-kva.example"),
            ("MU\u{308}LLER.example:81", "xn--mller-kva.example:81"),
            ("bücher.例え", "xn--bcher-kva.xn--r8jz45g"),
            ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
            ("例子。测试", "xn--fsqu00a.xn--0zwm56d"),
            ("straße.example", "xn--strae-oqa.example"),
            ("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp"),
            ("[::1]:80", "[::1]:80"),
        ] {
            assert_eq!(ascii(host).as_deref(), Some(written), "{host}");
        }
        let long = "ü".repeat(80);
        for none in
            ["a\u{202e}b.example", "a b–c.example", "\u{301}a.example", "💡/x", "ü:80/x\u{2028}.é ", long.as_str()]
        {
            assert_eq!(ascii(none), None, "{none}");
        }
    }
}
