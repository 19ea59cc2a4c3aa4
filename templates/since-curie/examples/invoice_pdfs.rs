//! Downloads the PDFs of one month's invoices into a folder.
//!
//! ```sh
//! cargo xtask sandbox --version api-codename --port 8484 # in another terminal
//! NOMOS_BASE_URL=http://127.0.0.1:8484 NOMOS_CLIENT_ID=any NOMOS_CLIENT_SECRET=any \
//!     cargo run -p api-client --example invoice_pdfs -- target/invoices
//! ```

use api_client::{Client, Date, Timestamp, filters::invoice, german::Day, types::InvoiceId};
use jiff::SignedDuration;
use std::{env, path::Path};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next();
    let folder = folder.unwrap_or_else(|| "target/invoices".to_owned());
    // A month such as 2026-05; the previous month by default.
    let first = match arguments.next() {
        Some(month) => format!("{month}-01").parse::<Date>()?,
        None => Day::of(Timestamp::now())
            .date()
            .first_of_month()
            .yesterday()?
            .first_of_month(),
    };
    std::fs::create_dir_all(&folder)?;

    // From the first midnight of the month in Germany to that of the next month.
    let (start, end) = (
        Day::new(first).start(),
        Day::new(first.last_of_month()).end(),
    );
    let client = Client::from_env()?;
    let list = client.invoices().list().limit(100);
    let in_month = list
        .filter(invoice::PERIOD_START.gte(start))
        .filter(invoice::PERIOD_START.lte(end - SignedDuration::from_secs(1)));
    let mut invoices = in_month.items();
    while let Some(invoice) = invoices.next().await {
        // `None` only for a kind of invoice that is newer than this crate.
        if let Some(id) = invoice?.id() {
            save(&client, id, Path::new(&folder)).await?;
        }
    }
    Ok(())
}

/// Downloads the file right away, because its link expires after one hour.
async fn save(
    client: &Client,
    id: &InvoiceId,
    folder: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let path = folder.join(format!("{id}.pdf"));
    let pdf = client.invoices().file(id).bytes().await?;
    std::fs::write(&path, &pdf)?;
    println!("{} ({} bytes)", path.display(), pdf.len());
    Ok(())
}
