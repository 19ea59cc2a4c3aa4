//! Responses: results and errors.

use crate::support::{Documents, paths};
use insta::assert_snapshot;

/// `GET /things` with these responses.
fn get(responses: &str) -> Documents {
    paths(&format!("/things:\n  get:\n    responses:\n{responses}"))
}

/// A response with a JSON body.
fn json(status: &str, schema: &str) -> String {
    format!(
        "      {status}: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

/// A response with an object that has these texts.
fn texts(status: &str, required: &str, properties: &str) -> String {
    let properties = properties.split(", ");
    let properties: Vec<_> = properties
        .map(|name| format!("{name}: {{type: string}}"))
        .collect();
    json(
        status,
        &format!(
            "{{type: object, required: [{required}], properties: {{{}}}}}",
            properties.join(", ")
        ),
    )
}

/// A response without content.
fn empty(status: &str) -> String {
    format!("      {status}: {{description: ''}}\n")
}

fn result(responses: &[String]) -> String {
    let surface = get(&responses.concat()).surface("operations");
    let result = surface.split_once(" -> ").unwrap().1;
    result.trim_end_matches("  [open]").to_owned()
}

#[test]
fn successes_with_the_same_body_are_one_result() {
    let number = |status| json(status, "{type: integer}");
    assert_eq!(result(&[number("200"), number("201")]), "i64");
    assert_eq!(result(&[number("2XX")]), "i64");
    assert_eq!(result(&[empty("200"), empty("202")]), "NoContent");
}

#[test]
fn a_success_without_content_beside_others_is_none() {
    let number = |status| json(status, "{type: integer}");
    assert_eq!(result(&[number("200"), empty("202")]), "Option<i64>");
    assert_eq!(result(&[empty("204"), number("200")]), "Option<i64>");
    assert_eq!(
        result(&[json("200", "{type: integer, nullable: true}")]),
        "Option<i64>"
    );
    assert_snapshot!(get(&[number("200"), empty("202")].concat()).rust("pub fn list"), @"
    /// Returns `None` for a response without content.
    ///
    /// `GET /things`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let value = client.things().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<Option<i64>> {
        CallBuilder::new(&self.0, &operations::things::LIST).build()
    }
    ");
}

#[test]
fn default_is_the_success_if_there_is_no_other() {
    let number = |status| json(status, "{type: integer}");
    assert_eq!(result(&[number("default")]), "i64");
    assert_eq!(result(&[number("default"), empty("400")]), "i64");
    assert_eq!(result(&[number("200"), texts("default", "a", "a")]), "i64");
    assert_eq!(result(&[empty("400")]), "NoContent");
}

#[test]
fn a_body_without_a_schema_is_any_json() {
    assert_eq!(
        result(&["      200: {description: '', content: {application/json: {}}}\n".to_owned()]),
        "JSON"
    );
}

#[test]
fn json_itself_comes_before_types_that_are_written_in_it() {
    let both = "      200: {description: '', content: {application/vnd.shop+json: {schema: {type: string}}, \
                application/json: {schema: {type: integer}}}}\n";
    assert_eq!(result(&[both.to_owned()]), "i64");
    let only = "      200: {description: '', content: {application/vnd.shop+json: {schema: {type: string}}}}\n";
    assert_eq!(result(&[only.to_owned()]), "String");
}

#[test]
fn what_is_no_json_is_raw() {
    let raw = |status: &str, content: &str| {
        format!("      {status}: {{description: '', content: {{{content}}}}}\n")
    };
    let pdf = raw(
        "200",
        "application/pdf: {schema: {type: string, format: binary}}",
    );
    assert_eq!(result(&[pdf.clone(), empty("204")]), "RawContent");
    assert_eq!(
        result(&[raw("200", "text/csv: {}, application/json: {}")]),
        "JSON"
    );
    assert_snapshot!(get(&pdf).rust("pub fn list"), @r#"
    /// Reads the body into memory; `.write_to(writer)` and `.download()` read it as it arrives.
    ///
    /// `GET /things`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let content = client.things().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<RawContent> {
        CallBuilder::new(&self.0, &operations::things::LIST)
            .accept("application/pdf, */*;q=0.1")
            .build()
    }
    "#);
    let images = raw("200", "image/png: {}, image/jpeg: {}");
    let color =
        format!("{images}    parameters: [{{name: color, in: query, schema: {{type: string}}}}]\n");
    assert_snapshot!(get(&color).rust("pub fn list"), @r#"
    /// Reads the body into memory; `.into_call().write_to(writer)` and `.into_call().download()`
    /// read it as it arrives.
    ///
    /// `GET /things`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let content = client.things().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ThingsList {
        ThingsList(
            CallBuilder::new(&self.0, &operations::things::LIST)
                .accept("image/png, image/jpeg, */*;q=0.1"),
        )
    }
    "#);
}

#[test]
fn errors_of_any_status_and_shape_have_a_variant() {
    let document = get(&[
        empty("204"),
        texts("400", "code, message", "code, message, requestId"),
        texts("404", "message", "code, message"),
        empty("409"),
        "      410: {description: Text., content: {text/plain: {schema: {type: string}}}}\n"
            .to_owned(),
        texts("4XX", "title", "title, detail"),
        texts("default", "reason", "reason"),
    ]
    .concat());
    assert_snapshot!(document.surface("errors"), @"
    400 BadRequest(ErrorBody)
    404 NotFound(ErrorBody)
    4XX ClientError(ClientErrorBody)
    default Other(OtherErrorBody)
    ");
    assert_snapshot!(document.rust("impl ApiError"), @r#"
    impl ApiError {
        /// The HTTP status.
        pub fn status(&self) -> u16 {
            match self {
                Self::BadRequest(_) => 400,
                Self::NotFound(_) => 404,
                Self::ClientError(status, _) | Self::Other(status, _) => *status,
            }
        }

        /// The machine-readable code of the error.
        pub fn code(&self) -> &str {
            match self {
                Self::BadRequest(body) | Self::NotFound(body) => {
                    body.code.as_ref().map_or("", |text| text.as_ref())
                }
                Self::ClientError(_, _) | Self::Other(_, _) => "",
            }
        }

        /// A human-readable message.
        pub fn message(&self) -> &str {
            match self {
                Self::BadRequest(body) | Self::NotFound(body) => body.message.as_ref(),
                Self::ClientError(_, body) => {
                    body.detail.as_ref().map_or("", |text| text.as_ref())
                }
                Self::Other(_, _) => "",
            }
        }

        /// Identifies the request; quote it when contacting support.
        pub fn request_id(&self) -> &str {
            match self {
                Self::BadRequest(body) | Self::NotFound(body) => {
                    body.request_id.as_ref().map_or("", |text| text.as_ref())
                }
                Self::ClientError(_, _) | Self::Other(_, _) => "",
            }
        }
    }
    "#);
    assert_snapshot!(document.rust("fn decode"), @"
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        Some(
            match status {
                400 => decode(body).map(Self::BadRequest),
                404 => decode(body).map(Self::NotFound),
                400..=499 => decode(body).map(|body| Self::ClientError(status, body)),
                _ => decode(body).map(|body| Self::Other(status, body)),
            },
        )
    }
    ");
}

#[test]
fn operations_that_disagree_about_an_error_give_it_as_json() {
    let document = paths(&format!(
        "/things:\n  get:\n    responses:\n{}{}\n  post:\n    responses:\n{}{}",
        empty("204"),
        texts("400", "code", "code"),
        empty("204"),
        texts("400", "reason", "reason"),
    ));
    assert_snapshot!(document.surface("errors"), @"400 BadRequest(JSON)");
}

#[test]
fn the_overlay_names_the_texts_of_errors() {
    let document = get(&[empty("204"), texts("400", "a, b", "a, b, message")].concat()).overlay(
        "
        - target: $
          update: {x-errors: {code: a, docs: b}}
        ",
    );
    assert_snapshot!(document.rust("impl ApiError"), @"
    impl ApiError {
        /// The HTTP status.
        pub fn status(&self) -> u16 {
            match self {
                Self::BadRequest(_) => 400,
            }
        }

        /// The body of the response.
        pub fn body(&self) -> &types::ErrorBody {
            match self {
                Self::BadRequest(body) => body,
            }
        }

        /// The machine-readable code of the error.
        pub fn code(&self) -> &str {
            self.body().a.as_ref()
        }

        /// A link to the documentation of the error.
        pub fn docs(&self) -> &str {
            self.body().b.as_ref()
        }
    }
    ");
}
