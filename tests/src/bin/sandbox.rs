//! Runs the sandbox by hand: point a client at the URL it prints and watch.

use std::{future, process::ExitCode};

use clap::Parser;
use jiff::Timestamp;
use nomos_tests::sandbox::{Answers, CONTROL, Fault, OAuth, Recorded, Sandbox, Webhook};
use reqwest::Url;

/// Plays one version of the API, for programs without credentials.
///
/// There are plans, customers, subscriptions, invoices and more from the start, at ids that are
/// always the same and printed; requests change them by the rules of the API. Any client id and
/// secret give a token, and every request is judged by the document.
#[derive(Parser)]
#[command(after_help = control())]
struct Arguments {
    /// Which version to play: curie, or in full 2026-05-27.curie.
    #[arg(long)]
    version: String,
    /// Port on the loopback interface; a free one by default.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Let it be this time for ever, such as 2026-06-15T10:00:00Z, so that answers repeat.
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// Send every event to this URL, signed, until it answers 2xx.
    #[arg(long, value_name = "URL", requires = "webhook_secret")]
    webhook: Option<Url>,
    /// What to sign events with.
    #[arg(
        long,
        value_name = "S",
        env = "NOMOS_WEBHOOK_SECRET",
        hide_env_values = true
    )]
    webhook_secret: Option<String>,
    /// What tokens are granted.
    #[arg(long, default_value = "read:* write:*")]
    scope: String,
    /// Answer with the examples of the document instead, whatever is asked for, and accept any
    /// token.
    #[arg(long, conflicts_with_all = ["now", "webhook", "scope"])]
    samples: bool,
    /// The same with required properties only.
    #[arg(long, conflicts_with_all = ["now", "webhook", "scope"])]
    minimal: bool,
}

fn control() -> String {
    let calls = CONTROL
        .iter()
        .map(|(call, what)| format!("  {call:<43}  {what}\n"));
    let calls = calls.collect::<String>();
    format!(
        "Calls beside the API, with neither token nor version:\n{calls}\nFaults: {}",
        Fault::NAMES.join(", ")
    )
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(version) = Sandbox::version(&arguments.version) else {
        let versions = Sandbox::versions().join(", ");
        eprintln!(
            "error: there is no version {}, only {versions}",
            arguments.version
        );
        return ExitCode::FAILURE;
    };
    let mut builder = Sandbox::builder(&version)
        .port(arguments.port)
        .observe(print);
    if arguments.minimal {
        builder = builder.answers(Answers::Minimal);
    } else if !arguments.samples {
        builder = builder
            .stateful()
            .oauth(OAuth::of_any_client(&arguments.scope));
    }
    if let Some(now) = arguments.now {
        builder = builder.now(now);
    }
    if let (Some(url), Some(secret)) = (&arguments.webhook, &arguments.webhook_secret) {
        builder = builder.webhook(Webhook::new(url.as_str(), secret));
    }
    let sandbox = match builder.try_start().await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("error: port {}: {error}", arguments.port);
            return ExitCode::FAILURE;
        }
    };
    println!("{}", sandbox.url());
    for (id, what) in sandbox.known() {
        println!("  {id:<30} {what}");
    }
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
