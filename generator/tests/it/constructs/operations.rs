//! Routes, parameters, bodies, answers, scopes.

use crate::support::{Documents, document, paths};
use insta::assert_snapshot;

/// `GET /things` with this member of the operation, and an overlay.
fn get(member: &str) -> Documents {
    paths(&format!(
        "
        /things:
          get:
            {member}
            responses: {{200: {{$ref: '#/components/responses/Thing'}}}}
        "
    ))
}

#[test]
fn without_operation_ids_calls_are_named_by_method_and_path() {
    let ok = "responses: {200: {$ref: '#/components/responses/Thing'}}";
    let id = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let paths = paths(&format!(
        "
        /plans: {{get: {{{ok}}}, post: {{{ok}}}}}
        '/plans/{{id}}': {{{id}, get: {{{ok}}}, patch: {{{ok}}}, put: {{{ok}}}, delete: {{{ok}}}}}
        '/plans/{{id}}/quote': {{{id}, get: {{{ok}}}}}
        '/plans/{{id}}/terminate': {{{id}, post: {{{ok}}}}}
        '/plans/{{id}}/meter_readings': {{{id}, get: {{{ok}}}, post: {{{ok}}}}}
        /suppliers/search: {{get: {{{ok}}}}}
        '/plans/{{id}}:activate': {{{id}, post: {{{ok}}}}}
        '/plans:batchGet': {{get: {{{ok}}}}}
        "
    ));
    assert_snapshot!(paths.surface("operations"), @"
    GET /plans                                       plans().list() -> Thing  [open]
    POST /plans                                      plans().create() -> Thing  [open]
    GET /plans/{id}                                  plans().get(id: String) -> Thing  [open]
    PUT /plans/{id}                                  plans().replace(id: String) -> Thing  [open]
    PATCH /plans/{id}                                plans().update(id: String) -> Thing  [open]
    DELETE /plans/{id}                               plans().delete(id: String) -> Thing  [open]
    GET /plans/{id}/quote                            plans().quote(id: String) -> Thing  [open]
    POST /plans/{id}/terminate                       plans().terminate(id: String) -> Thing  [open]
    GET /plans/{id}/meter_readings                   plans().meter_readings(id: String) -> Thing  [open]
    POST /plans/{id}/meter_readings                  plans().create_meter_reading(id: String) -> Thing  [open]
    POST /plans/{id}:activate                        plans().activate(id: String) -> Thing  [open]
    GET /plans:batchGet                              plans().batch_get() -> Thing  [open]
    GET /suppliers/search                            suppliers().search() -> Thing  [open]
    ");
}

#[test]
fn the_overlay_renames_resource_and_action() {
    let get = get("summary: Things").overlay(
        "
        - target: $.paths['/things'].get
          update: {x-resource: shelf, x-action: look}
        ",
    );
    assert_snapshot!(get.surface("operations"), @"GET /things                                      shelf().look() -> Thing  [open]");
}

#[test]
fn required_parameters_are_arguments_and_optional_ones_are_setters() {
    let get = get(
        "parameters:
            - {name: zip, in: query, required: true, schema: {type: string}, description: Where.}
            - {name: usage, in: query, required: true, schema: {type: number}, description: In kWh.}
            - {name: 14a_module, in: query, schema: {type: boolean}, description: Whether it is there.}
            - {name: day, in: query, schema: {type: string, format: date}, description: When.}",
    );
    assert_snapshot!(get.rust("pub fn list"), @r#"
    /// - `zip`: Where.
    /// - `usage`: In kWh.
    ///
    /// `GET /things`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let thing = client.things().list("zip", 1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self, zip: impl Into<String>, usage: impl Into<Decimal>) -> ThingsList {
        ThingsList(
            CallBuilder::new(&self.0, &operations::things::LIST)
                .query::<String>("zip", zip)
                .query::<Decimal>("usage", usage),
        )
    }
    "#);
    assert_snapshot!(get.rust("impl ThingsList"), @r#"
    impl ThingsList {
        /// Whether it is there.
        pub fn _14a_module(self, _14a_module: bool) -> Self {
            Self(self.0.query::<bool>("14a_module", _14a_module))
        }

        /// When.
        pub fn day(self, day: Date) -> Self {
            Self(self.0.query::<Date>("day", day))
        }
    }
    "#);
}

#[test]
fn references_to_parameters_and_responses_are_followed() {
    let document = document(
        "
        paths:
          /things:
            parameters: [{$ref: '#/components/parameters/color'}]
            get: {responses: {200: {$ref: '#/components/responses/Thing'}}}
        components:
          parameters: {color: {name: color, in: query, required: true, schema: {type: string}}}
          responses: {Thing: {description: '', content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}
        ",
    );
    assert_snapshot!(document.surface("operations"), @"GET /things                                      things().list(color: String) -> Thing  [open]");
}

#[test]
fn an_operation_overrides_a_parameter_of_its_path() {
    let paths = paths(
        "
        /things:
          parameters: [{name: color, in: query, schema: {type: string}}]
          get:
            parameters: [{name: color, in: query, required: true, schema: {type: string}}]
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    );
    assert_snapshot!(paths.surface("operations"), @"GET /things                                      things().list(color: String) -> Thing  [open]");
}

#[test]
fn a_parameter_with_one_value_is_sent_without_asking() {
    let get = get(
        "parameters: [{name: kind, in: query, required: true, schema: {type: string, enum: [all]}}]",
    );
    assert_snapshot!(get.rust("pub fn list"), @r#"
    /// `GET /things`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let thing = client.things().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<types::Thing> {
        CallBuilder::new(&self.0, &operations::things::LIST)
            .query::<&str>("kind", "all")
            .build()
    }
    "#);
}

#[test]
fn a_required_field_with_one_value_is_filled_in() {
    let paths = paths(
        "
        /things:
          post:
            requestBody:
              content:
                application/json:
                  schema: {type: object, required: [kind, name], properties: {kind: {type: string, enum: [gift]}, name: {type: string}}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    );
    assert_snapshot!(paths.rust("impl CreateThingBody"), @"
    impl CreateThingBody {
        /// Creates a new `CreateThingBody` with its required fields.
        pub fn new(name: impl Into<String>) -> Self {
            Self {
                kind: CreateThingBodyKind::Gift,
                name: name.into(),
            }
        }
    }
    ");
}

#[test]
fn the_overlay_turns_a_body_into_a_form() {
    let paths = paths(
        "
        /token:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    )
    .overlay(
        "
        - target: $.paths[*].post.requestBody
          update: {x-encoding: form}
        ",
    );
    assert_snapshot!(paths.rust("pub fn create"), @r#"
    /// `POST /token`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// use shop_alpha::types::Thing;
    /// let body = Thing::new("name");
    /// let thing = client.token().create(body).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, body: types::Thing) -> Call<types::Thing> {
        CallBuilder::new(&self.0, &operations::token::CREATE)
            .form::<types::Thing>(body)
            .build()
    }
    "#);
}

#[test]
fn a_redirect_is_a_link_and_204_is_nothing() {
    let paths = paths(
        "
        /files: {get: {responses: {302: {description: Elsewhere.}}}}
        /things: {delete: {responses: {204: {description: Gone.}}}}
        ",
    );
    assert_snapshot!(paths.surface("operations"), @"
    GET /files                                       files().get() -> FileLink  [open]
    DELETE /things                                   things().delete() -> NoContent  [open]
    ");
}

#[test]
fn security_is_none_basic_or_bearer() {
    let ok = "responses: {200: {$ref: '#/components/responses/Thing'}}";
    let paths = paths(&format!(
        "
        /things:
          get: {{security: [], {ok}}}
          post: {{security: [{{basic: []}}], {ok}}}
          put: {{security: [{{bearer: []}}], {ok}}}
        "
    ));
    let auth = |name| {
        let constant = paths.rust(&format!("pub const {name}"));
        let line = constant.lines().find(|line| line.contains("auth:"));
        line.unwrap().trim().to_owned()
    };
    assert_eq!(auth("LIST"), "auth: Auth::None,");
    assert_eq!(auth("CREATE"), "auth: Auth::Basic,");
    assert_eq!(auth("REPLACE"), "auth: Auth::Bearer,");
}

#[test]
fn a_scope_is_a_bound_a_constant_and_in_the_documentation() {
    let get = get("security: [{bearer: []}]").overlay(
        "
        - target: $
          update: {x-scopes: {'read:*': CanRead}}
        - target: $.paths[*].get
          update: {x-scope: 'read:*'}
        ",
    );
    assert_snapshot!(get.rust("pub fn list"), @"
    /// `GET /things`, scope `read:*`.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let thing = client.things().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<types::Thing>
    where
        S: CanRead,
    {
        CallBuilder::new(&self.0, &operations::things::LIST).build()
    }
    ");
    assert_snapshot!(get.rust("pub const LIST"), @r#"
    /// `GET /things`
    pub const LIST: Operation = Operation {
        id: "things.list",
        method: Method::Get,
        path: "/things",
        scope: Some("read:*"),
        auth: Auth::Bearer,
        since: "2026-01-01.alpha",
        until: None,
        rules: &[],
        meanings: &[],
    };
    "#);
}

#[test]
fn a_deprecated_operation_says_so() {
    let get = get("deprecated: true");
    let method = get.rust("pub fn list");
    assert!(method.contains("#[deprecated"), "{method}");
}

#[test]
fn error_responses_are_one_error_with_a_variant_per_status() {
    let error = "content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}";
    let document = document(&format!(
        "
        paths:
          /things:
            get:
              responses:
                204: {{description: ''}}
                404: {{description: No such thing., {error}}}
                422: {{description: Not understood., {error}}}
        components:
          schemas:
            Error:
              type: object
              required: [code, message, requestId, docs]
              properties: {{code: {{type: string}}, message: {{type: string}}, requestId: {{type: string}}, docs: {{type: string}}}}
        "
    ))
    .overlay(
        "
        - target: $
          update: {x-errors: {code: code, message: message, request-id: requestId, docs: docs}}
        ",
    );
    assert_snapshot!(document.rust("pub enum ApiError"), @"
    /// A documented error of the API, by HTTP status.
    ///
    /// A response that the API does not document (another status, or a body of another form) is
    /// not an `ApiError`; [`Error`](crate::Error) keeps its status, headers and body.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ApiError {
        /// 404: No such thing.
        NotFound(types::Error),
        /// 422: Not understood.
        UnprocessableEntity(types::Error),
    }
    ");
    assert_snapshot!(document.rust("fn request_id"), @"
    fn request_id(&self) -> &str {
        self.request_id()
    }
    ");
}

#[test]
fn the_description_of_a_tag_documents_the_resource() {
    let document = document(
        "
        tags: [{name: Things, description: What is sold.}]
        paths: {/things: {get: {tags: [Things], responses: {204: {description: ''}}}}}
        ",
    );
    assert_snapshot!(document.rust("pub struct Things"), @"
    /// What is sold.
    #[derive(Clone, Debug)]
    pub struct Things<S = ReadWrite>(pub(crate) ScopedCore<S>);
    ");
}

#[test]
fn an_example_calls_the_operation_with_values_of_the_document() {
    let paths = paths(
        "
        /things/{name}:
          post:
            parameters:
              - {name: name, in: path, required: true, schema: {type: string}, example: lamp}
              - {name: usage, in: query, required: true, schema: {type: number, example: 1.5}}
              - {name: day, in: query, required: true, schema: {type: string, format: date}}
            requestBody:
              content:
                application/json:
                  schema:
                    type: object
                    required: [color, sizes, of]
                    properties:
                      color: {type: string, enum: [red, blue], example: blue}
                      sizes: {type: array, items: {type: integer}}
                      of: {type: object, required: [wood], properties: {wood: {type: string, example: oak}}}
                      more: {type: string, example: nothing}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    );
    assert_snapshot!(paths.rust("pub fn create"), @r#"
    /// `POST /things/{name}`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// use shop_alpha::types::{CreateThingBody, CreateThingBodyColor, CreateThingBodyOf};
    /// let body = CreateThingBody::new(
    ///     CreateThingBodyColor::Blue,
    ///     [1],
    ///     CreateThingBodyOf::new("oak"),
    /// );
    /// let thing = client
    ///     .things()
    ///     .create("lamp", shop_alpha::Decimal::new(15, 1), "2026-01-01".parse()?, body)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        name: impl Into<String>,
        usage: impl Into<Decimal>,
        day: Date,
        body: types::CreateThingBody,
    ) -> Call<types::Thing> {
        CallBuilder::new(&self.0, &operations::things::CREATE)
            .path::<String>("name", name)
            .query::<Decimal>("usage", usage)
            .query::<Date>("day", day)
            .json::<types::CreateThingBody>(body)
            .build()
    }
    "#);
}

#[test]
fn a_text_that_could_be_more_than_a_text_is_no_example() {
    for text in ["a\\n```\\nb", "`", "\\u202e", "é"] {
        let get = get(&format!(
            "parameters: [{{name: zip, in: query, required: true, schema: {{type: string}}, example: \"{text}\"}}]"
        ));
        let method = get.rust("pub fn list");
        assert!(
            method.contains("client.things().list(\"zip\").await?;"),
            "{method}"
        );
    }
}
