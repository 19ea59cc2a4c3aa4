//! Downloads the PDFs of all invoices into a folder, subscription by subscription.
//!
//! ```sh
//! cargo xtask sandbox --version api-codename --port 8484 # in another terminal
//! NOMOS_BASE_URL=http://127.0.0.1:8484 NOMOS_CLIENT_ID=any NOMOS_CLIENT_SECRET=any \
//!     cargo run -p api-client --example invoice_pdfs_by_subscription -- target/invoices
//! ```

use api_client::Client;
use std::{env, path::Path};
use tokio::fs::File;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args()
        .nth(1)
        .unwrap_or_else(|| "target/invoices".to_owned());
    std::fs::create_dir_all(&folder)?;
    let client = Client::from_env()?;
    let mut subscriptions = client.subscriptions().list().items();
    while let Some(subscription) = subscriptions.next().await {
        let subscription = subscription?;
        let mut invoices = client.subscriptions().invoices(&subscription.id).items();
        while let Some(invoice) = invoices.next().await {
            let invoice = invoice?;
            let path = Path::new(&folder).join(format!("{}.pdf", invoice.id));
            // Streamed to disk, so that a file may have any size; the link is valid for one hour.
            let mut file = File::create(&path).await?;
            let written = client
                .invoices()
                .file(&invoice.id)
                .write_to(&mut file)
                .await?;
            println!("{} ({written} bytes)", path.display());
        }
    }
    Ok(())
}
