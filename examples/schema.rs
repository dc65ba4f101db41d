//! Prints the JSON Schema of `variorum compare --format json`.

/// Prints the schema.
#[expect(clippy::print_stdout, reason = "it is what the example is for")]
fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&variorum::export::json::schema())?);
    Ok(())
}
