//! nomos_curie with client.rs.

use nomos_curie::Client;

fn main() {
    let client = Client::new("token").unwrap();
    needs_write(&client.read_only());
}

fn needs_write(_: &Client) {}
