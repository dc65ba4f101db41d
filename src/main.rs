//! x
use variorum::document::{Blocks, Role, Source};
fn main() {
    let mut documents = Vec::new();
    for path in std::env::args().skip(1).skip_while(|a| a != "json").skip(1) {
        let raw = std::fs::read_to_string(&path).expect("readable");
        let mut blocks = Blocks::default();
        for (n, block) in raw.split("\n\n").enumerate() {
            blocks.push(if n == 0 { Role::Title } else { Role::Body }, block);
        }
        documents.push(variorum::text::divide(Source::default(), blocks, Vec::new()));
    }
    println!("{}", variorum::export::json::to_json(&variorum::comparison::compare(documents)).unwrap());
}
