# What is done often. `just` lists the recipes.

default:
    @just --list

# Everything that must hold before a change is taken.
check:
    bash .ci/run

# The tests alone.
test:
    cargo test

# Look through changed screens one by one.
review:
    cargo insta review

# The bundled story.
demo:
    cargo run --release -- demo

# Time loading, matching, diffing, planning and drawing.
bench:
    cargo bench

# Make the picture in the README again from a real run.
picture:
    cargo run --release --example picture > docs/screen.svg

# Make the JSON Schema again from the code.
schema:
    cargo run --release --example schema > docs/comparison.schema.json
