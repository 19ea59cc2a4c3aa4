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

#[test]
fn lists_in_every_style() {
    let list = "schema: {type: array, items: {type: string}}";
    let parameters = parameters(&format!(
        "{{name: repeated, in: query, {list}}},
         {{name: 'bracketed[]', in: query, {list}}},
         {{name: joined, in: query, explode: false, {list}}},
         {{name: spaced, in: query, style: spaceDelimited, {list}}},
         {{name: piped, in: query, style: pipeDelimited, explode: false, {list}}},
         {{name: deep, in: query, style: deepObject, {list}}},
         {{name: open, in: query, allowReserved: true, {list}}},
         {{name: X-List, in: header, {list}}},
         {{name: cookies, in: cookie, {list}}}"
    ));
    assert_snapshot!(parameters.surface("operations"), @"
    POST /things/{id}                                things().create(id: String) -> NoContent  [open]
        .repeated(Vec<String>) = repeated  (form, exploded)
        .bracketed(Vec<String>) = bracketed[]  (form, exploded)
        .joined(Vec<String>) = joined  (form)
        .spaced(Vec<String>) = spaced  (spaceDelimited)
        .piped(Vec<String>) = piped  (pipeDelimited)
        .deep(Vec<String>) = deep  (deepObject, exploded)
        .open(Vec<String>) = open  (form, exploded, with reserved characters)
        .x_list(Vec<String>) = header X-List  (simple)
        .cookies(Vec<String>) = cookie cookies  (form, exploded)
    ");
    assert_snapshot!(parameters.rust("impl ThingsCreate"), @r#"
    impl ThingsCreate {
        /// Sets `repeated`.
        pub fn repeated(
            self,
            repeated: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            Self(self.0.list::<String>("repeated", ParameterStyle::QUERY, repeated))
        }

        /// Sets `bracketed`.
        pub fn bracketed(
            self,
            bracketed: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            Self(self.0.list::<String>("bracketed[]", ParameterStyle::QUERY, bracketed))
        }

        /// Sets `joined`.
        pub fn joined(self, joined: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(
                self.0.list::<String>("joined", ParameterStyle::QUERY.explode(false), joined),
            )
        }

        /// Sets `spaced`.
        pub fn spaced(self, spaced: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(
                self.0.list::<String>("spaced", ParameterStyle::QUERY.space_delimited(), spaced),
            )
        }

        /// Sets `piped`.
        pub fn piped(self, piped: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(
                self.0.list::<String>("piped", ParameterStyle::QUERY.pipe_delimited(), piped),
            )
        }

        /// Sets `deep`.
        pub fn deep(self, deep: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(self.0.list::<String>("deep", ParameterStyle::QUERY.deep_object(), deep))
        }

        /// Sets `open`.
        pub fn open(self, open: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(self.0.list::<String>("open", ParameterStyle::QUERY.allow_reserved(), open))
        }

        /// Sets `x_list`.
        ///
        /// Sent as the header `X-List`.
        pub fn x_list(self, x_list: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(self.0.list::<String>("X-List", ParameterStyle::HEADER, x_list))
        }

        /// Sets `cookies`.
        ///
        /// Sent as the cookie `cookies`.
        pub fn cookies(self, cookies: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self(self.0.list::<String>("cookies", ParameterStyle::COOKIE, cookies))
        }
    }
    "#);
}

#[test]
fn lists_of_single_values_take_what_becomes_one() {
    let parameters = parameters(
        "{name: prices, in: query, required: true, schema: {type: array, items: {type: number}}},
         {name: colors, in: query, required: true, schema: {type: array, items: {type: string, enum: [red, blue]}}},
         {name: days, in: query, required: true, explode: false, schema: {type: array, items: {type: string, format: date}}}",
    );
    assert_snapshot!(parameters.rust("pub fn create"), @r#"
    /// `POST /things/{id}`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// use shop_alpha::types::ThingColor;
    /// client.things().create("id", [1], [ThingColor::Red], ["2026-01-01".parse()?]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        id: impl Into<String>,
        prices: impl IntoIterator<Item = impl Into<Decimal>>,
        colors: impl IntoIterator<Item = types::ThingColor>,
        days: impl IntoIterator<Item = Date>,
    ) -> Call<NoContent> {
        CallBuilder::new(&self.0, &operations::things::CREATE)
            .path::<String>("id", id)
            .list::<Decimal>("prices", ParameterStyle::QUERY, prices)
            .list::<types::ThingColor>("colors", ParameterStyle::QUERY, colors)
            .list::<Date>("days", ParameterStyle::QUERY.explode(false), days)
            .build()
    }
    "#);
}

#[test]
fn lists_in_the_path() {
    let list = "schema: {type: array, items: {type: integer}}";
    let paths = paths(&format!(
        "
        '/things/{{plain}}/{{label}}/{{matrix}}/{{one}}':
          post:
            parameters:
            - {{name: plain, in: path, required: true, explode: true, {list}}}
            - {{name: label, in: path, required: true, style: label, {list}}}
            - {{name: matrix, in: path, required: true, style: matrix, explode: true, {list}}}
            - {{name: one, in: path, required: true, style: label, schema: {{type: string}}}}
            responses: {{204: {{description: ''}}}}
        "
    ));
    assert_snapshot!(paths.rust("pub fn create"), @r#"
    /// `POST /things/{plain}/{label}/{matrix}/{one}`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// client.things().create([1], [1], [1], "one").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        plain: impl IntoIterator<Item = i64>,
        label: impl IntoIterator<Item = i64>,
        matrix: impl IntoIterator<Item = i64>,
        one: impl Into<String>,
    ) -> Call<NoContent> {
        CallBuilder::new(&self.0, &operations::things::CREATE)
            .list::<i64>("plain", ParameterStyle::PATH, plain)
            .list::<i64>("label", ParameterStyle::PATH.label(), label)
            .list::<i64>("matrix", ParameterStyle::PATH.matrix().explode(true), matrix)
            .value::<String>("one", ParameterStyle::PATH.label(), one)
            .build()
    }
    "#);
}

#[test]
fn objects_in_every_style() {
    let object = "{type: object, x-rust-type: Size, required: [width], properties: {width: {type: number}, unit: {type: string, enum: [m, ft]}}}";
    let map = "{type: object, additionalProperties: {type: string}}";
    let parameters = parameters(&format!(
        "{{name: size, in: query, style: deepObject, schema: {object}}},
         {{name: loose, in: query, schema: {object}}},
         {{name: joined, in: query, explode: false, schema: {object}}},
         {{name: labels, in: query, style: deepObject, explode: true, schema: {map}}},
         {{name: parts, in: query, style: deepObject, schema: {{type: array, items: {object}}}}},
         {{name: X-Size, in: header, explode: true, schema: {object}}}"
    ));
    assert_snapshot!(parameters.rust("impl ThingsCreate"), @r#"
    impl ThingsCreate {
        /// Sets `size`.
        pub fn size(self, size: types::Size) -> Self {
            Self(self.0.object("size", ParameterStyle::QUERY.deep_object(), size))
        }

        /// Sets `loose`.
        pub fn loose(self, loose: types::Size) -> Self {
            Self(self.0.object("loose", ParameterStyle::QUERY, loose))
        }

        /// Sets `joined`.
        pub fn joined(self, joined: types::Size) -> Self {
            Self(self.0.object("joined", ParameterStyle::QUERY.explode(false), joined))
        }

        /// Sets `labels`.
        pub fn labels(self, labels: BTreeMap<String, String>) -> Self {
            Self(self.0.object("labels", ParameterStyle::QUERY.deep_object(), labels))
        }

        /// Sets `parts`.
        pub fn parts(self, parts: impl IntoIterator<Item = types::Size>) -> Self {
            Self(
                self.0.object(
                    "parts",
                    ParameterStyle::QUERY.deep_object(),
                    Vec::from_iter(parts),
                ),
            )
        }

        /// Sets `x_size`.
        ///
        /// Sent as the header `X-Size`.
        pub fn x_size(self, x_size: types::Size) -> Self {
            Self(self.0.object("X-Size", ParameterStyle::HEADER.explode(true), x_size))
        }
    }
    "#);
    assert_snapshot!(parameters.surface("types"), @"
    struct Size (request)
        width: Decimal
        unit: Option<SizeUnit>
    enum SizeUnit (request)
        M = m
        Ft = ft
    ");
}

#[test]
fn json_and_text_as_content() {
    let parameters = parameters(
        "{name: filter, in: query, content: {application/json: {schema: {type: object, properties: {color: {type: string}}}}}},
         {name: ids, in: query, content: {application/json: {schema: {type: array, items: {type: integer}}}}},
         {name: price, in: query, content: {application/json: {schema: {type: number}}}},
         {name: note, in: query, content: {text/plain: {schema: {type: string}}}}",
    );
    assert_snapshot!(parameters.rust("impl ThingsCreate"), @r#"
    impl ThingsCreate {
        /// Sets `filter_`.
        pub fn filter_(self, filter_: types::ThingFilterObject) -> Self {
            Self(self.0.content("filter", ParameterStyle::QUERY, filter_))
        }

        /// Sets `ids`.
        pub fn ids(self, ids: impl IntoIterator<Item = i64>) -> Self {
            Self(self.0.content("ids", ParameterStyle::QUERY, Vec::from_iter(ids)))
        }

        /// Sets `price`.
        pub fn price(self, price: Decimal) -> Self {
            Self(self.0.content("price", ParameterStyle::QUERY, Exactly(price)))
        }

        /// Sets `note`.
        pub fn note(self, note: impl Into<String>) -> Self {
            Self(self.0.query::<String>("note", note))
        }
    }
    "#);
}

#[test]
fn a_style_that_says_nothing_of_a_single_value_does_not_count() {
    let parameters = parameters(
        "{name: a, in: query, explode: false, schema: {type: string}},
         {name: b, in: query, style: deepObject, schema: {type: integer}},
         {name: c, in: query, allowReserved: true, schema: {type: string}},
         {name: d, in: header, explode: true, schema: {type: array, items: {type: string}}}",
    );
    assert_snapshot!(parameters.surface("operations"), @"
    POST /things/{id}                                things().create(id: String) -> NoContent  [open]
        .a(String) = a
        .b(i64) = b
        .c(String) = c  (form, exploded, with reserved characters)
        .d(Vec<String>) = header d  (simple)
    ");
}
