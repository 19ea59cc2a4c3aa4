//! A receiver of webhooks: first the signature, then the event.
//!
//! ```sh
//! NOMOS_WEBHOOK_SECRET=whsec_demo \
//!     cargo run -p api-client --example webhook_receiver -- 127.0.0.1:9090
//! ```
//!
//! The sandbox delivers to it, in another terminal:
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

/// Takes the body as bytes, because the signature is over them.
async fn receive(State(secret): State<Secret>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get(SIGNATURE_HEADER);
    let signature = signature.and_then(|value| value.to_str().ok());
    match secret.event(signature.unwrap_or_default(), &body) {
        // The same event can come again: a real receiver remembers its id.
        Ok(Event::SubscriptionActivated(event)) => {
            println!("supply has begun: {}", event.context.subscription);
        }
        Ok(event) => println!("not of interest: {}", event.topic()),
        // Genuine but not understood: any answer but 2xx has it delivered again.
        Err(WebhookError::Decode(_)) => return StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => return StatusCode::BAD_REQUEST,
    }
    StatusCode::NO_CONTENT
}
