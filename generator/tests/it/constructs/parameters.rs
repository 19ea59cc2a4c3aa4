//! Parameters in every place.

use crate::support::{Documents, paths};
use insta::assert_snapshot;

/// `POST /things/{id}` with these parameters after the one of the path.
fn parameters(parameters: &str) -> Documents {
    paths(&format!(
        "
        '/things/{{id}}':
          post:
            parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}, {parameters}]
            responses: {{204: {{description: ''}}}}
        "
    ))
}

#[test]
fn headers_and_cookies_are_arguments_and_setters() {
    let parameters = parameters(
        "{name: X-Tenant, in: header, required: true, description: Whose things., schema: {type: string}},
         {name: X-Shade, in: header, required: true, schema: {type: string, enum: [dark]}},
         {name: X-Color, in: header, description: Which., schema: {type: string, enum: [red, blue]}},
         {name: session, in: cookie, schema: {type: string}}",
    );
    assert_snapshot!(parameters.rust("pub fn create"), @r#"
    /// - `x_tenant`: Whose things. Sent as the header `X-Tenant`.
    ///
    /// `POST /things/{id}`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// client.things().create("id", "x_tenant").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        id: impl Into<String>,
        x_tenant: impl Into<String>,
    ) -> ThingsCreate {
        ThingsCreate(
            CallBuilder::new(&self.0, &operations::things::CREATE)
                .path::<String>("id", id)
                .header::<String>("X-Tenant", x_tenant)
                .header::<&str>("X-Shade", "dark"),
        )
    }
    "#);
    assert_snapshot!(parameters.rust("pub fn x_color"), @r#"
    /// Which.
    ///
    /// Sent as the header `X-Color`.
    pub fn x_color(self, x_color: types::ThingXColor) -> Self {
        Self(self.0.header::<types::ThingXColor>("X-Color", x_color))
    }
    "#);
    assert_snapshot!(parameters.rust("pub fn session"), @r#"
    /// Sets `session`.
    ///
    /// Sent as the cookie `session`.
    pub fn session(self, session: impl Into<String>) -> Self {
        Self(self.0.cookie::<String>("session", session))
    }
    "#);
    assert_snapshot!(parameters.surface("operations"), @"
    POST /things/{id}                                things().create(id: String, x_tenant: String) -> NoContent  [open]
        .x_color(ThingXColor) = header X-Color
        .session(String) = cookie session
    ");
}

#[test]
fn a_name_in_several_places_is_several_arguments() {
    let parameters = parameters(
        "{name: color, in: cookie, schema: {type: string}},
         {name: Color, in: header, schema: {type: string}},
         {name: color, in: query, schema: {type: string}},
         {name: Id, in: header, required: true, schema: {type: string}}",
    );
    assert_snapshot!(parameters.surface("operations"), @"
    POST /things/{id}                                things().create(id: String, id_header: String) -> NoContent  [open]
        .color_cookie(String) = cookie color
        .color_header(String) = header Color
        .color(String) = color
    ");
}

#[test]
fn headers_with_a_meaning_of_their_own_are_no_parameters() {
    let header =
        |name| format!("{{name: {name}, in: header, required: true, schema: {{type: string}}}}");
    let ignored = [
        "accept",
        "Content-Type",
        "Authorization",
        "Host",
        "X-Shop-Version",
    ]
    .map(header);
    let parameters = parameters(&ignored.join(", "))
        .overlay("- {target: $, update: {x-client: {version-header: X-SHOP-Version}}}");
    assert_snapshot!(parameters.surface("operations"), @"POST /things/{id}                                things().create(id: String) -> NoContent  [open]");
    assert_snapshot!(crate::support::list(&parameters.output().warnings), @"
    alpha:4:224 (#/paths/~1things~1{id}/post/parameters/3)
      the header parameter `Authorization` is ignored
      = the call is sent without credentials: declare a security scheme with an overlay action
    alpha:4:299 (#/paths/~1things~1{id}/post/parameters/4)
      the header parameter `Host` is ignored
      = the HTTP client sets it: remove the parameter with an overlay action
    ");
}

#[test]
fn an_idempotency_key_is_sent_without_asking() {
    let key = "{name: Idempotency-Key, in: header, required: true, schema: {type: string}}";
    let parameters = parameters(key).overlay(
        "- {target: \"$..parameters[?@.name == 'Idempotency-Key']\", update: {x-idempotency-key: true}}",
    );
    assert_snapshot!(parameters.rust("pub fn create"), @r#"
    /// `POST /things/{id}`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// client.things().create("id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, id: impl Into<String>) -> ThingsCreate {
        ThingsCreate(
            CallBuilder::new(&self.0, &operations::things::CREATE)
                .path::<String>("id", id)
                .idempotency_key("Idempotency-Key"),
        )
    }
    "#);
    assert_snapshot!(parameters.rust("pub fn idempotency_key"), @r#"
    /// Sets `idempotency_key`.
    ///
    /// Sent as the header `Idempotency-Key`. Unless set, each call has a new UUID, which is the
    /// same for all of its attempts.
    pub fn idempotency_key(self, idempotency_key: impl Into<String>) -> Self {
        Self(self.0.header::<String>("Idempotency-Key", idempotency_key))
    }
    "#);
    assert_snapshot!(parameters.surface("operations"), @"
    POST /things/{id}                                things().create(id: String) -> NoContent  [open]
        .idempotency_key(String) = idempotency key Idempotency-Key
    ");
}
