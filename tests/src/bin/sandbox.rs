//! Runs the sandbox as a program. It prints its URL and then logs every request.

use std::{future, process::ExitCode};

use clap::Parser;
use jiff::Timestamp;
use nomos_tests::sandbox::{Answers, CONTROL, Fault, OAuth, Recorded, Sandbox, Webhook};
use reqwest::Url;

/// Emulates one version of the API locally, for programs without credentials.
///
/// Starts with sample plans, customers, subscriptions, invoices and more. Their ids never change
/// and are printed at startup. Requests change the data, and the rules of the API are enforced. Any
/// client id and secret yield a token. Every request is validated against the OpenAPI document.
#[derive(Parser)]
#[command(bin_name = "cargo xtask sandbox", after_help = control())]
struct Arguments {
    /// API version to emulate, such as curie or 2026-05-27.curie.
    #[arg(long)]
    version: String,
    /// Port on the loopback interface; 0 chooses a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Stop the clock at this time, such as 2026-06-15T10:00:00Z, for reproducible responses.
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// Deliver every event to this URL, signed; retried until it responds with 2xx.
    #[arg(long, value_name = "URL", requires = "webhook_secret")]
    webhook: Option<Url>,
    /// Secret for signing events.
    #[arg(
        long,
        value_name = "S",
        env = "NOMOS_WEBHOOK_SECRET",
        hide_env_values = true
    )]
    webhook_secret: Option<String>,
    /// Scopes that tokens are granted.
    #[arg(long, default_value = "read:* write:*")]
    scope: String,
    /// Respond with the examples in the document instead, whatever the request, and accept any
    /// token.
    #[arg(long, conflicts_with_all = ["now", "webhook", "scope"])]
    samples: bool,
    /// Like --samples, but with required properties only.
    #[arg(long, conflicts_with_all = ["now", "webhook", "scope"])]
    minimal: bool,
}

fn control() -> String {
    let calls = CONTROL
        .iter()
        .map(|(call, what)| format!("  {call:<43}  {what}\n"));
    let calls = calls.collect::<String>();
    format!(
        "Control endpoints, which need no token or version header:\n{calls}\nFaults: {}",
        Fault::NAMES.join(", ")
    )
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(version) = Sandbox::version(&arguments.version) else {
        let versions = Sandbox::versions().join(", ");
        eprintln!(
            "error: unknown version `{}`; available versions: {versions}",
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

/// Logs only the operation, because paths, queries and bodies can contain personal data. Violations
/// are an exception: they quote the offending values.
fn print(request: &Recorded) {
    let template = request.template.as_deref().unwrap_or("(unknown operation)");
    println!("{} {template} {}", request.method, request.status);
    for violation in &request.violations {
        println!("  {violation}");
    }
}
