//! The overhead of the client compared to plain reqwest: one `get` and one page of 100 over
//! loopback, and the same calls with only reqwest and hand-written serde types, in the same run.
//!
//! `cargo bench -p nomos-tests --bench overhead` ends with one line per call: the ratio of the
//! medians, measured alternately, and the number and size of allocations of both.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a failed call cannot be measured"
)]

use std::{
    collections::BTreeMap,
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::Criterion;
use jiff::Timestamp;
use nomos_curie::{API_VERSION, Client};
use nomos_tests::sandbox::Sandbox;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
};

/// The types that an integrator would write by hand for the same responses. Amounts are floats, the
/// simplest choice with serde; the client uses exact decimals.
mod by_hand {
    #![allow(dead_code, reason = "decoded fields need not be used")]

    use super::*;

    #[derive(Deserialize)]
    pub struct Page<T> {
        pub items: Vec<T>,
        pub next_page: Option<String>,
        #[serde(default)]
        pub has_more: bool,
    }

    #[derive(Deserialize)]
    pub struct Subscription {
        pub id: String,
        pub plan: String,
        pub customer: Customer,
        pub address: Address,
        pub meter: Meter,
        pub payment_method: PaymentMethod,
        pub supplier: Option<Supplier>,
        pub number: Option<String>,
        pub status: Status,
        pub estimated_usage: f64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub start_at: Option<Timestamp>,
        pub terminated_at: Option<Timestamp>,
        pub end_at: Option<Timestamp>,
        pub metadata: Option<BTreeMap<String, serde_json::Value>>,
        pub r#type: PlanType,
        pub billing_address: Address,
    }

    #[derive(Deserialize)]
    pub struct Summary {
        pub id: String,
        pub plan: String,
        pub customer: String,
        pub address: String,
        pub meter: String,
        pub payment_method: String,
        pub supplier: Option<String>,
        pub number: Option<String>,
        pub status: Status,
        pub estimated_usage: f64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub start_at: Option<Timestamp>,
        pub terminated_at: Option<Timestamp>,
        pub end_at: Option<Timestamp>,
        pub metadata: Option<BTreeMap<String, serde_json::Value>>,
        pub r#type: PlanType,
        pub billing_address: String,
    }

    #[derive(Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case")]
    pub enum Customer {
        Person(Person),
        Company(Company),
    }

    #[derive(Deserialize)]
    pub struct Person {
        pub id: String,
        pub first_name: String,
        pub last_name: String,
        pub email: String,
        pub vat_id: Option<String>,
        pub created_at: Timestamp,
    }

    #[derive(Deserialize)]
    pub struct Company {
        #[serde(flatten)]
        pub contact: Person,
        pub company_name: String,
    }

    #[derive(Deserialize)]
    pub struct Address {
        pub id: String,
        pub street: String,
        pub house_number: String,
        pub zip: String,
        pub city: String,
        pub created_at: Timestamp,
    }

    #[derive(Deserialize)]
    pub struct Meter {
        pub id: String,
        pub melo: Option<String>,
        pub malo: Option<String>,
        pub number: Option<String>,
        pub r#type: MeterType,
        pub created_at: Timestamp,
    }

    #[derive(Deserialize)]
    pub struct PaymentMethod {
        pub id: String,
        pub r#type: PaymentMethodType,
        pub sepa_debit: Option<SepaDebit>,
        pub created_at: Timestamp,
    }

    #[derive(Deserialize)]
    pub struct SepaDebit {
        pub iban: String,
        pub account_holder: String,
    }

    #[derive(Deserialize)]
    pub struct Supplier {
        pub id: String,
        pub name: String,
        pub code: Option<String>,
        pub country: Option<String>,
        pub created_at: Timestamp,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Status {
        Pending,
        Active,
        Ended,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum PlanType {
        Consumption,
        FeedIn,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MeterType {
        Smart,
        Analog,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum PaymentMethodType {
        SepaDebit,
        BankTransfer,
    }
}

/// reqwest with the same configuration as in the client.
struct Bare {
    http: reqwest::Client,
    url: String,
    headers: HeaderMap,
}

impl Bare {
    fn new(url: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("x-api-version", HeaderValue::from_static(API_VERSION));
        headers.insert(USER_AGENT, HeaderValue::from_static("nomos-curie/0.1.0"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        Self {
            http: http.build().unwrap(),
            url: url.to_owned(),
            headers,
        }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let request = self
            .http
            .get(format!("{}{path}", self.url))
            .headers(self.headers.clone())
            .header(AUTHORIZATION, "Bearer token")
            .timeout(Duration::from_secs(30));
        let response = request.send().await.unwrap().error_for_status().unwrap();
        let body = response.bytes().await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }
}

/// A minimal server on a separate thread that always sends the same bytes.
fn serve(one: Vec<u8>, page: Vec<u8>) -> String {
    let (address, started) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            address.send(listener.local_addr().unwrap()).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                tokio::spawn(answer(stream, one.clone(), page.clone()));
            }
        });
    });
    format!("http://{}", started.recv().unwrap())
}

async fn answer(mut stream: TcpStream, one: Vec<u8>, page: Vec<u8>) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    // Until the client closes the connection.
    while let Ok(read @ 1..) = stream.read(&mut chunk).await {
        request.extend_from_slice(&chunk[..read]);
        if request.ends_with(b"\r\n\r\n") {
            let is_page = request.starts_with(b"GET /subscriptions?");
            let answer = if is_page { &page } else { &one };
            stream.write_all(answer).await.unwrap();
            request.clear();
        }
    }
}

fn http(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-api-version: {API_VERSION}\r\n\
         x-request-id: 00000000-0000-4000-8000-000000000001\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Responses of the sandbox, recorded for the minimal server.
fn answers(runtime: &Runtime) -> (Vec<u8>, Vec<u8>) {
    runtime.block_on(async {
        let sandbox = Sandbox::builder(API_VERSION).items(100).start().await;
        let client = nomos_tests::connect(Client::builder(), &sandbox);
        let get = async |path: &str| client.raw_get(path).await.unwrap().into_body();
        let one = get("/subscriptions/sub_1").await;
        let page = get("/subscriptions?limit=100").await;
        (http(&one), http(&page))
    })
}

/// Measures both alternately, and counts their allocations.
fn compare(name: &str, rounds: usize, mut client: impl FnMut(), mut bare: impl FnMut()) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Alternates the order, because the first one has colder caches.
        if round % 2 == 0 {
            ours.push(time(&mut client));
            theirs.push(time(&mut bare));
        } else {
            theirs.push(time(&mut bare));
            ours.push(time(&mut client));
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    let ratio = median(&mut ours).as_secs_f64() / median(&mut theirs).as_secs_f64();
    let ours = allocation_counter::measure(&mut client);
    let theirs = allocation_counter::measure(&mut bare);
    println!(
        "{name}: {ratio:.3} times plain reqwest, {} allocations instead of {}, {} bytes instead of {}",
        ours.count_total, theirs.count_total, ours.bytes_total, theirs.bytes_total
    );
}

fn main() {
    // Plain reqwest uses the TLS provider of the process.
    rustls::crypto::ring::default_provider()
        .install_default()
        .unwrap();
    let runtime = runtime();
    let (one, page) = answers(&runtime);
    let url = serve(one, page);
    let client: Client = Client::builder()
        .base_url(&url)
        .token("token")
        .no_rate_limit()
        .build()
        .unwrap();
    let bare = Bare::new(&url);

    let client_get = || {
        let call = client.subscriptions().get("sub_1");
        black_box(runtime.block_on(call.into_future()).unwrap());
    };
    let bare_get = || {
        black_box(runtime.block_on(bare.get::<by_hand::Subscription>("/subscriptions/sub_1")));
    };
    let client_page = || {
        let call = client.subscriptions().list().limit(100);
        black_box(runtime.block_on(call.into_future()).unwrap());
    };
    let bare_page = || {
        let page = bare.get::<by_hand::Page<by_hand::Summary>>("/subscriptions?limit=100");
        black_box(runtime.block_on(page));
    };

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("get/client", |bencher| bencher.iter(client_get));
    criterion.bench_function("get/bare", |bencher| bencher.iter(bare_get));
    criterion.bench_function("page/client", |bencher| bencher.iter(client_page));
    criterion.bench_function("page/bare", |bencher| bencher.iter(bare_page));
    criterion.final_summary();

    // `cargo test --benches` only checks that it runs.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    compare("get", 20_000, client_get, bare_get);
    compare("page of 100", 4_000, client_page, bare_page);
}
