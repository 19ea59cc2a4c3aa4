//! Spellings of numbers.

use crate::{
    pick::Pick,
    places::{object, schemas},
};
use serde_json::{Number, Value};

const KEYWORDS: [&str; 11] = [
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "default",
    "example",
];

/// `100` becomes `100.0`.
pub fn with_fraction(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |number| {
        let whole = number
            .as_i64()
            .filter(|whole| whole.unsigned_abs() < 1 << 50)?;
        Number::from_f64(whole as f64)
    });
}

/// `100.0` becomes `100`.
pub fn without_fraction(document: &mut Value, pick: &mut Pick) {
    respell(document, pick, |number| {
        let number = number
            .as_f64()
            .filter(|it| number.is_f64() && it.fract() == 0.0)?;
        Some(Number::from(number as i64))
    });
}

fn respell(document: &mut Value, pick: &mut Pick, spell: impl Fn(&Number) -> Option<Number>) {
    let mut found = Vec::new();
    for place in schemas(document) {
        for keyword in KEYWORDS {
            let number = document.pointer(&format!("{}/{keyword}", place.pointer));
            if let Some(number) = number.and_then(Value::as_number).and_then(&spell) {
                found.push((place.pointer.clone(), keyword, number));
            }
        }
    }
    for (pointer, keyword, number) in pick.among(found) {
        object(document, &pointer).insert(keyword.to_owned(), Value::Number(number));
    }
}

/// `100` becomes `1e2`.
pub fn with_exponent(_: &Value, text: &str, pick: &mut Pick) -> String {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let respelled = lines.iter().enumerate().filter_map(|(index, line)| {
        let (key, number) = line.rsplit_once(": ")?;
        let key_name = key.trim_start_matches(['-', ' ']);
        let is_number = KEYWORDS.contains(&key_name) && number.parse::<f64>().is_ok();
        is_number
            .then(|| format!("{:e}", number.parse::<f64>().unwrap_or_default()))
            .map(|number| (index, format!("{key}: {number}")))
    });
    for (index, line) in pick.among(respelled.collect()) {
        lines[index] = line;
    }
    lines.join("\n") + "\n"
}
