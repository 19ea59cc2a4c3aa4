//! A receiver of webhooks: first the signature, then the event.
//!
//! `NOMOS_WEBHOOK_SECRET=… cargo run -p nomos-tests --example webhook`

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use nomos_curie::{
    types::Event,
    webhook::{SIGNATURE_HEADER, Secret, WebhookError},
};
use std::env;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::new(env::var("NOMOS_WEBHOOK_SECRET")?)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on {}", listener.local_addr()?);
    let router = Router::new().route("/", post(receive)).with_state(secret);
    axum::serve(listener, router).await?;
    Ok(())
}

/// Takes the body as bytes, because the signature is over them.
async fn receive(State(secret): State<Secret>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get(SIGNATURE_HEADER);
    let signature = signature.and_then(|value| value.to_str().ok());
    match secret.event(signature.unwrap_or_default(), &body) {
        // The same event can come again: a real receiver remembers its id.
        Ok(Event::InvoicePaid(event)) => println!("paid: {}", event.context.invoice),
        Ok(event) => println!("not of interest: {}", event.topic()),
        // Genuine but not understood: any answer but 2xx has it delivered again.
        Err(WebhookError::Decode(_)) => return StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => return StatusCode::BAD_REQUEST,
    }
    StatusCode::NO_CONTENT
}
