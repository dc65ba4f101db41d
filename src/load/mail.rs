//! Mails (EML) and pages saved as mails (MHTML): the letter, what its head says, and what is attached.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::html;
use super::job::Job;
use super::limits::{Fault, size};
use super::piece::{Piece, Reading, one_line};
use super::plain;
use crate::document::{Aside, Role};

/// The plain body is a mere stand-in where the web page beside it holds so many times its words.
const STAND_IN: usize = 3;

/// Reads a mail, or a page saved as one.
///
/// # Errors
/// It is damaged.
pub fn read(job: &Job<'_>) -> Result<Reading, Fault> {
    let message = parse(job.bytes)?;
    let root = message.parts.first();
    let is_page =
        root.is_some_and(|part| part.is_content_type("multipart", "related")) && message.from().is_none_or(is_program);
    if is_page && let Some(page) = message.parts.iter().find_map(html_of) {
        return Ok(page_of(&message, page));
    }
    let mut reading = Reading::new("mail");
    head(&message, &mut reading);
    reading.pieces.extend(body(&message));
    let attached: Vec<String> =
        attachments(&message).map(|(name, part)| format!("{name} ({})", size(part.contents().len() as u64))).collect();
    if let Some(first) = attachments(&message).next() {
        reading.notice(format!(
            "Attached to this mail: {}. To open one as a source, name it behind the mail: {}/{}.",
            attached.join(", "),
            job.name,
            first.0
        ));
    }
    Ok(reading)
}

/// What is attached to a mail.
#[derive(Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What is meant inside it, where it is a mail itself.
    pub member: Option<String>,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Takes an attachment out of a mail.
///
/// # Errors
/// There is none of the name.
pub fn attachment(job: &Job<'_>) -> Result<Attachment, Fault> {
    let message = parse(job.bytes)?;
    let wanted = job.member.unwrap_or_default();
    let (first, rest) = wanted.split_once('/').map_or((wanted, None), |(first, rest)| (first, Some(rest)));
    let found = attachments(&message).find(|(name, _)| name == wanted).map(|(_, part)| (part, None));
    let found = found.or_else(|| attachments(&message).find(|(name, _)| name == first).map(|(_, part)| (part, rest)));
    let Some((part, member)) = found else {
        let names: Vec<String> = attachments(&message).map(|(name, _)| name).collect();
        let text = match names.is_empty() {
            true => "The mail has no attachments. Open the mail itself.".to_owned(),
            false => format!("The mail has no attachment of this name. It has: {}.", names.join(", ")),
        };
        return Err(Fault::Broken(text));
    };
    let name = if member.is_some() { first } else { wanted };
    Ok(Attachment { name: name.to_owned(), member: member.map(str::to_owned), bytes: part.contents().to_vec() })
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, Fault> {
    // The line that parts mails in a mailbox is no part of the mail.
    let is_box = bytes.starts_with(b"From ");
    let start = bytes.iter().position(|byte| *byte == b'\n').filter(|_| is_box).map_or(0, |at| at + 1);
    MessageParser::default().parse(&bytes[start..]).ok_or_else(|| Fault::damaged("mail", "its head cannot be read"))
}

/// Tells whether a sender is the browser that saved the page, as it says of itself.
fn is_program(from: &mail_parser::Address<'_>) -> bool {
    let names = from.first().and_then(|address| address.name().or(address.address())).unwrap_or_default();
    names.to_lowercase().contains("saved by")
}

fn html_of<'a>(part: &'a MessagePart<'_>) -> Option<&'a str> {
    match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    }
}

/// Reads the page that was saved.
fn page_of(message: &Message<'_>, page: &str) -> Reading {
    let mut reading = html::read(page);
    let told = &mut reading.told;
    told.title = message.subject().map(one_line);
    let address = message
        .header_raw("Snapshot-Content-Location")
        .or_else(|| message.parts.first().and_then(|part| part.content_location()));
    told.site = address.and_then(host);
    reading
}

/// Returns the name of the host in an address.
fn host(address: &str) -> Option<String> {
    let rest = address.trim().split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    Some(host.trim_start_matches("www.").to_owned()).filter(|host| !host.is_empty())
}

/// Takes the facts from the head of a mail; its lines stand before the text.
fn head(message: &Message<'_>, reading: &mut Reading) {
    let names = |address: Option<&mail_parser::Address<'_>>| {
        let each = |address: &mail_parser::Addr<'_>| match (address.name(), address.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (name, address) => name.or(address).unwrap_or_default().to_owned(),
        };
        let names = address.map(|address| address.iter().map(each).collect::<Vec<_>>().join(", "));
        names.map(|names| one_line(&names)).filter(|names| !names.is_empty())
    };
    let source = &mut reading.source;
    source.title = message.subject().map(one_line).filter(|subject| !subject.is_empty());
    let from = message.from().and_then(|from| from.first());
    source.byline = from.and_then(|from| from.name().or(from.address())).map(one_line);
    source.date = message.date().map(mail_parser::DateTime::to_rfc3339);
    if let Some(title) = source.title.clone() {
        reading.pieces.push(Piece::sure(Role::Title, title));
    }
    let lines = [
        ("From", names(message.from()), Role::Byline),
        ("To", names(message.to()), Role::Boilerplate),
        ("Cc", names(message.cc()), Role::Boilerplate),
    ];
    for (field, value, role) in lines {
        reading.pieces.extend(value.map(|value| Piece::sure(role, format!("{field}: {value}"))));
    }
    // The date as the mail writes it, with its own zone.
    let date = message.header_raw("Date").map(one_line);
    reading.pieces.extend(date.map(|date| Piece::sure(Role::Byline, format!("Date: {date}"))));
}

/// Returns the letter: its plain body, or the web page it is where the plain one only stands in for it.
fn body(message: &Message<'_>) -> Vec<Piece> {
    let plain_words: Vec<&str> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let pages: Vec<Piece> = message.html_bodies().filter_map(html_of).flat_map(html::whole).collect();
    let count = |words: &str| words.split_whitespace().count();
    let in_plain: usize = plain_words.iter().map(|words| count(words)).sum();
    let in_pages: usize =
        pages.iter().filter(|piece| piece.aside != Some(Aside::Hidden)).map(|piece| count(&piece.words)).sum();
    if plain_words.is_empty() || in_pages > in_plain.saturating_mul(STAND_IN) {
        return pages;
    }
    plain_words.iter().flat_map(|words| plain::read(words).pieces).collect()
}

/// Returns what is attached, with a name for each.
fn attachments<'a>(message: &'a Message<'a>) -> impl Iterator<Item = (String, &'a MessagePart<'a>)> {
    message.attachments().enumerate().map(|(n, part)| {
        let name = part.attachment_name().map(one_line).filter(|name| !name.is_empty());
        let ending = match &part.body {
            PartType::Message(_) => "eml",
            PartType::Html(_) => "html",
            PartType::Text(_) => "txt",
            _ => "bin",
        };
        // Only the last part of a name that pretends to be a path.
        let name = name.map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        (name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("part-{}.{ending}", n + 1)), part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "Return-Path: <press@canal.example>\r\nFrom: =?utf-8?Q?Rosa_Lind=C3=A9n?= <press@canal.example>\r\n\
        To: Ina Mors <ina@post.example>\r\nSubject: =?windows-1252?Q?The_lock_=96_an_answer?=\r\n\
        Date: Wed, 9 Apr 2025 10:12:33 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        The lock stays closed until May, and we are=\r\n sorry: =93we did not look,=94 the engineer says.\r\n\
        --b\r\nContent-Type: text/html; name=\"../plan.html\"\r\nContent-Disposition: attachment; filename=\"../plan.html\"\r\n\r\n\
        <html><body><p>The plan is to drain the lock.</p></body></html>\r\n--b--\r\n";

    #[test]
    fn a_mail_tells_who_wrote_what_and_what_is_attached() {
        let job = Job { name: "a.eml", bytes: MAIL.as_bytes(), ..Job::default() };
        let reading = read(&job).expect("a mail");
        let source = &reading.source;
        assert_eq!(source.title.as_deref(), Some("The lock – an answer"));
        assert_eq!(source.byline.as_deref(), Some("Rosa Lindén"));
        assert_eq!(source.date.as_deref(), Some("2025-04-09T10:12:33+02:00"));
        let words: Vec<&str> = reading.pieces.iter().map(|piece| piece.words.as_str()).collect();
        assert_eq!(words[1], "From: Rosa Lindén <press@canal.example>");
        assert_eq!(
            words[4],
            "The lock stays closed until May, and we are sorry: “we did not look,” the engineer says."
        );
        assert!(reading.notices[0].text.contains("a.eml/plan.html"), "{:?}", reading.notices);
    }

    #[test]
    fn attachments_are_sources() {
        let job = Job { name: "a.eml", member: Some("plan.html"), bytes: MAIL.as_bytes(), ..Job::default() };
        assert_eq!(
            super::super::reader::read(&job).expect("an attachment").pieces[0].words,
            "The plan is to drain the lock."
        );
        let fault = attachment(&Job { member: Some("x.pdf"), ..job }).expect_err("no attachment");
        assert!(fault.to_string().contains("plan.html"), "{fault}");
    }

    #[test]
    fn a_saved_page_is_a_page() {
        let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.post.example/lock\r\nSubject: Lock closed\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.post.example/lock\r\n\r\n\
            <html><body><p>The lock stays closed =E2=80=93 until May, the authority said on Monday, because it leaks.</p></body></html>\r\n--b--\r\n";
        let reading = read(&Job { name: "a.mht", bytes: page.as_bytes(), ..Job::default() }).expect("a page");
        assert_eq!((reading.source.format.as_str(), reading.told.site.as_deref()), ("html", Some("post.example")));
        assert!(reading.pieces[0].words.contains("closed – until May"));
    }
}
