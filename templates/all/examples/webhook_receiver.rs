//! A webhook receiver: verifies the signature, then handles the event.
//!
//! ```sh
//! NOMOS_WEBHOOK_SECRET=whsec_demo \
//!     cargo run -p api-client --example webhook_receiver -- 127.0.0.1:9090
//! ```
//!
//! In another terminal, the sandbox delivers events to it:
//!
//! ```sh
//! cargo xtask sandbox --version api-codename \
//!     --webhook http://127.0.0.1:9090/ --webhook-secret whsec_demo
//! ```

use api_client::{
    types::Event,
    webhook::{SIGNATURE_HEADER, Secret, WebhookError},
};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use std::env;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::new(env::var("NOMOS_WEBHOOK_SECRET")?)?;
    let address = env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:0");
    let listener = TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    let router = Router::new().route("/", post(receive)).with_state(secret);
    axum::serve(listener, router).await?;
    Ok(())
}

/// Takes the body as raw bytes, because the signature covers exactly those.
async fn receive(State(secret): State<Secret>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get(SIGNATURE_HEADER);
    let signature = signature.and_then(|value| value.to_str().ok());
    match secret.event(signature.unwrap_or_default(), &body) {
        // Deliveries can repeat: a real receiver drops events whose ID it has seen.
        Ok(Event::SubscriptionActivated(event)) => {
            println!("supply started: {}", event.context.subscription);
        }
        Ok(event) => println!("ignored: {}", event.topic()),
        // Genuine, but not decodable by this version: any status but 2xx triggers a redelivery.
        Err(WebhookError::Decode(_)) => return StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => return StatusCode::BAD_REQUEST,
    }
    StatusCode::NO_CONTENT
}
