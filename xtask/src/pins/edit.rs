//! Edits of versions.toml that preserve comments and order.

use super::{Record, Status};
use nomos_generator::model::Version;
use toml_edit::{DocumentMut, Table, TableLike, Value};

/// Updates the record of `version`, whose document was fetched on the date `fetched`.
pub fn set_record(
    text: &str,
    version: &Version,
    record: &Record,
    fetched: &str,
) -> Result<String, String> {
    edit(text, version, |entry| {
        set(entry, "sha256", &record.sha256);
        match &record.etag {
            Some(etag) => set(entry, "etag", etag),
            None => {
                entry.remove("etag");
            }
        }
        set(entry, "fetched", fetched);
    })
}

/// Updates the crate version of `version`.
pub fn set_crate_version(
    text: &str,
    version: &Version,
    crate_version: &str,
) -> Result<String, String> {
    edit(text, version, |entry| {
        // Writing the same value again could change its quotes.
        if entry.get("crate-version").and_then(|item| item.as_str()) != Some(crate_version) {
            set(entry, "crate-version", crate_version);
        }
    })
}

/// Updates the status of `version`.
pub fn set_status(text: &str, version: &Version, status: Status) -> Result<String, String> {
    edit(text, version, |entry| set(entry, "status", status.as_str()))
}

/// Adds a version whose document is published at `url`.
pub fn add(text: &str, version: &Version, status: Status, url: &str) -> Result<String, String> {
    let mut document = parse(text)?;
    let tables = document
        .get_mut("version")
        .and_then(|item| item.as_array_of_tables_mut())
        .ok_or("no [[version]] found")?;
    let mut entry = Table::new();
    for (key, value) in [
        ("name", version.name.as_str()),
        ("status", status.as_str()),
        ("url", url),
        ("crate-version", "0.1.0"),
    ] {
        entry.insert(key, value.into());
    }
    tables.push(entry);
    Ok(document.to_string())
}

/// Applies `change` to the entry of `version`.
fn edit(
    text: &str,
    version: &Version,
    change: impl FnOnce(&mut dyn TableLike),
) -> Result<String, String> {
    let mut document = parse(text)?;
    let entry = entry(&mut document, version)
        .ok_or_else(|| format!("no [[version]] is named {version}"))?;
    change(entry);
    Ok(document.to_string())
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| error.to_string())
}

fn entry<'d>(document: &'d mut DocumentMut, version: &Version) -> Option<&'d mut dyn TableLike> {
    let tables = document.get_mut("version")?.as_array_of_tables_mut()?;
    let table = tables
        .iter_mut()
        .find(|table| table.get("name").and_then(|name| name.as_str()) == Some(&version.name))?;
    Some(table)
}

/// Sets a key and keeps a trailing comment.
fn set(entry: &mut dyn TableLike, key: &str, text: &str) {
    let mut value = Value::from(text);
    match entry.get_mut(key).and_then(|item| item.as_value_mut()) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            entry.insert(key, value.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PINS: &str = "\
# Oldest first.
crate-prefix = \"shop\" # short

[[version]]
name = \"2026-01-01.alpha\"
url  =  \"https://shop.example/a.json\"

# The one in use.
[[version]]
name = \"2026-02-01.beta\" # new
";

    fn set_record(text: &str, etag: Option<&str>, fetched: &str) -> String {
        let version = Version::parse("2026-01-01.alpha").unwrap();
        let record = Record {
            sha256: format!("hash of {fetched}"),
            etag: etag.map(str::to_owned),
        };
        super::set_record(text, &version, &record, fetched).unwrap()
    }

    #[test]
    fn keys_are_added_and_everything_else_is_kept() {
        let url = "url  =  \"https://shop.example/a.json\"\n";
        let keys = "sha256 = \"hash of 2026-03-01\"\netag = 'W/\"1\"'\nfetched = \"2026-03-01\"\n";
        assert_eq!(
            set_record(PINS, Some("W/\"1\""), "2026-03-01"),
            PINS.replace(url, &format!("{url}{keys}"))
        );
    }

    #[test]
    fn keys_are_replaced_in_place() {
        let first =
            set_record(PINS, Some("1"), "2026-03-01").replace("01\"\netag", "01\" # why\netag");
        let second = set_record(&first, Some("2"), "2026-04-01");
        let expected = first
            .replace("2026-03-01", "2026-04-01")
            .replace("\"1\"", "\"2\"");
        assert_eq!(second, expected);
        assert!(second.contains("# why"));
    }

    #[test]
    fn an_etag_that_is_no_longer_sent_is_removed() {
        let first = set_record(PINS, Some("1"), "2026-03-01");
        assert_eq!(
            set_record(&first, None, "2026-03-01"),
            first.replace("etag = \"1\"\n", "")
        );
    }

    #[test]
    fn an_unknown_version_is_an_error() {
        let version = Version::parse("2026-03-01.gamma").unwrap();
        let record = Record {
            sha256: String::new(),
            etag: None,
        };
        let error = super::set_record(PINS, &version, &record, "").unwrap_err();
        assert!(error.contains("2026-03-01.gamma"), "{error}");
    }
}
