//! Idempotency keys, which make a write repeatable: the server carries out requests with the same
//! key once.

use std::borrow::Cow;

use super::RequestBuilder;

impl RequestBuilder {
    /// Sets the header that has an idempotency key.
    pub(crate) fn set_idempotency_key(&mut self, header: &'static str) {
        self.idempotency_key = Some(header);
    }

    /// The request of one call, for all of its attempts: with a new key, unless a caller has set
    /// one.
    pub(crate) fn of_call(&self) -> Cow<'_, Self> {
        match self.idempotency_key {
            Some(header) if !self.headers.contains_key(header) => {
                let mut request = self.clone();
                match uuid() {
                    Ok(key) => request.set_header(header, &key),
                    Err(_) => request.fail("the operating system provides no random numbers"),
                }
                Cow::Owned(request)
            }
            _ => Cow::Borrowed(self),
        }
    }
}

/// A random UUID, version 4 of RFC 9562.
fn uuid() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    let groups = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    Ok(groups.join("-"))
}
