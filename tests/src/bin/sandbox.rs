//! Runs the sandbox by hand: point a client at the URL it prints and watch.

use std::future;

use clap::Parser;
use nomos_tests::sandbox::{Answers, Recorded, Sandbox};

/// Serves one version of the API from its document and judges every request.
#[derive(Parser)]
struct Arguments {
    /// Which document to serve, such as 2026-05-27.curie.
    #[arg(long)]
    version: String,
    /// Port on the loopback interface; a free one by default.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Answer with required properties only.
    #[arg(long)]
    minimal: bool,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let answers = if arguments.minimal {
        Answers::Minimal
    } else {
        Answers::Full
    };
    let sandbox = Sandbox::builder(&arguments.version)
        .answers(answers)
        .port(arguments.port)
        .observe(print)
        .start()
        .await;
    println!("{}", sandbox.url());
    future::pending().await
}

/// Names the operation only: paths, queries and bodies can hold personal data. What a violation
/// quotes is the one exception.
fn print(request: &Recorded) {
    let template = request.template.as_deref().unwrap_or("(no such operation)");
    println!("{} {template} {}", request.method, request.status);
    for violation in &request.violations {
        println!("  {violation}");
    }
}
