//! A run with all kinds of faults, whose log, `Debug` output and messages are searched.
//!
//! The newest version with GET /customers?filter[email], PATCH /customers/{id}, GET
//! /customers/{id}, GET /subscriptions/{id}, GET /leads, POST /admin/magic_link, GET
//! /invoices/{id}/file.

use std::{
    fmt::{Debug, Write as _},
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use nomos_tests::{
    faults,
    sandbox::{Fault, FileServer, Sandbox},
    with_immediate_retries,
};
use tracing_subscriber::{fmt::MakeWriter, layer::SubscriberExt as _};

use super::api::{
    API_VERSION, Client, Error, OAuth,
    filters::customer,
    types::{InsertMagicLink, UpdateCustomer},
};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Records the `Debug` and `Display` output of a result.
fn note<T: Debug>(shown: &mut String, result: Result<T, Error>) {
    match result {
        Ok(value) => writeln!(shown, "{value:?} {value:#?}").unwrap(),
        Err(error) => {
            writeln!(shown, "{error} {error:?} {error:#?}").unwrap();
            let mut source = std::error::Error::source(&error);
            while let Some(error) = source {
                writeln!(shown, "{error} {error:?}").unwrap();
                source = error.source();
            }
        }
    }
}

/// Calls every operation that returns or sends personal data.
async fn run(client: &Client, shown: &mut String) {
    writeln!(shown, "{client:?}").unwrap();
    note(shown, client.customers().list().items().collect().await);
    let email = customer::EMAIL.eq("ada.lovelace@example.com");
    let list = client.customers().list().filter(email);
    writeln!(shown, "{list:?} {:?}", list.clone().items()).unwrap();
    note(shown, list.await);
    note(shown, client.customers().get("cus_1").await);
    note(shown, client.subscriptions().get("sub_1").await);
    note(shown, client.leads().list().await);
    let body = UpdateCustomer::new()
        .first_name("Ada")
        .last_name("Lovelace");
    writeln!(shown, "{body:?}").unwrap();
    note(shown, client.customers().update("cus_1", body).await);
    note(
        shown,
        client
            .admin()
            .magic_link(InsertMagicLink::new("cus_1"))
            .await,
    );
    note(shown, client.invoices().file("inv_1").await);
    note(
        shown,
        client
            .invoices()
            .file("inv_1")
            .bytes()
            .await
            .map(|bytes| bytes.len()),
    );
    note(
        shown,
        client
            .raw_get("/customers?filter[email][eq]=ada.lovelace@example.com")
            .await
            .map(|it| it.status()),
    );
    note(
        shown,
        client.customers().get("ada.lovelace@example.com/..").await,
    );
}

/// The values of all response fields with one of these names, and the credentials.
fn secrets(sandbox: &Sandbox) -> Vec<String> {
    let mut secrets: Vec<String> = [
        "Ada",
        "Lovelace",
        "ada.lovelace",
        "s3cret",
        "access-",
        "X-Signature",
        "0a1b2c3d",
    ]
    .map(str::to_owned)
    .into();
    secrets.extend(sandbox.refresh_tokens());
    for request in sandbox.requests() {
        let sent = request.headers.get("authorization");
        secrets.extend(sent.map(|value| value.to_str().unwrap().to_owned()));
    }
    for body in sandbox
        .requests()
        .iter()
        .filter_map(|it| it.answer.as_ref())
    {
        gather(body, &mut secrets);
    }
    secrets.retain(|secret| secret.len() > 2);
    secrets
}

fn gather(value: &serde_json::Value, found: &mut Vec<String>) {
    const PERSONAL: [&str; 12] = [
        "first_name",
        "last_name",
        "email",
        "iban",
        "account_holder",
        "company_name",
        "phone",
        "street",
        "access_token",
        "refresh_token",
        "link",
        "vat_id",
    ];
    match value {
        serde_json::Value::Object(object) => {
            for (name, value) in object {
                match value.as_str() {
                    Some(text) if PERSONAL.contains(&name.as_str()) => found.push(text.to_owned()),
                    _ => gather(value, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn logs_debug_and_errors_contain_no_personal_data() {
    let log = Log::default();
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(log.clone());
    let subscriber = tracing_subscriber::registry().with(layer);
    // There is no filter: the log contains everything from every crate.
    let _guard = tracing::subscriber::set_default(subscriber);

    let files = FileServer::start().await;
    let sandbox = Sandbox::builder(API_VERSION)
        .oauth(Default::default())
        .items(12)
        .files(&files)
        .start()
        .await;
    let credentials = OAuth::client_credentials("client_1", "s3cret-client-secret");
    let mut shown = format!("{credentials:?}");
    // Against a delay, every attempt lasts until its timeout.
    let [client, hasty] = [200, 20].map(|timeout| -> Client {
        with_immediate_retries(Client::builder(), &sandbox)
            .timeout(Duration::from_millis(timeout))
            .credentials(credentials.clone())
            .build()
            .unwrap()
    });
    run(&client, &mut shown).await;
    run(&hasty, &mut shown).await;
    for (fault, _) in faults() {
        let is_delay = matches!(fault, Fault::Delay(_));
        sandbox.fault_always(fault);
        run(if is_delay { &hasty } else { &client }, &mut shown).await;
    }
    sandbox.clear_faults();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    // The log belongs to this run and includes all crates.
    assert!(log.contains("call{operation=\"customers.list\""), "{log}");
    assert!(log.contains("TRACE"), "{log}");
    let secrets = secrets(&sandbox);
    assert!(secrets.len() > 20, "{secrets:?}");
    for secret in secrets {
        for (place, text) in [("log", &log), ("text", &shown)] {
            let line = text.lines().find(|line| line.contains(&secret));
            assert_eq!(line, None, "`{secret}` is in the {place}");
        }
    }
}
