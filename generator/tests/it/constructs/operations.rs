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

/// `GET /things` that answers this schema.
fn list(schema: &str, parameters: &str) -> Documents {
    paths(&format!(
        "
        /things:
          get:
            parameters: [{parameters}]
            responses: {{200: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}}}
        "
    ))
    .overlay(
        "
        - target: $
          update: {x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}}
        ",
    )
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
    /// `GET /things`.
    pub fn list(&self, zip: impl Into<String>, usage: impl Into<Decimal>) -> ThingsList {
        ThingsList {
            call: Call::new(&self.core, &operations::things::LIST)
                .query("zip", Into::<String>::into(zip))
                .query("usage", Into::<Decimal>::into(usage).normalize()),
        }
    }
    "#);
    assert_snapshot!(get.rust("impl ThingsList"), @r#"
    impl ThingsList {
        /// Whether it is there.
        pub fn _14a_module(mut self, _14a_module: bool) -> Self {
            self.call = self.call.query("14a_module", _14a_module);
            self
        }

        /// When.
        pub fn day(mut self, day: Date) -> Self {
            self.call = self.call.query("day", day);
            self
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
#[ignore = "said to clash"]
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
    /// `GET /things`.
    pub fn list(&self) -> Call<types::Thing> {
        Call::new(&self.core, &operations::things::LIST).query("kind", "all")
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
        /// With what is required.
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
    assert_snapshot!(paths.rust("pub fn create"), @"
    /// `POST /token`.
    pub fn create(&self, body: types::Thing) -> Call<types::Thing> {
        Call::new(&self.core, &operations::token::CREATE).form(&body)
    }
    ");
}

const ENVELOPE: &str = "{type: object, required: [items], properties: {items: {type: array, items: {$ref: '#/components/schemas/Thing'}}, next_page: {type: string}, has_more: {type: boolean}}}";
const CURSOR: &str = "{name: cursor, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: number}}";

#[test]
fn a_list_with_paging_parameters_is_a_page() {
    assert_snapshot!(list(ENVELOPE, CURSOR).surface("operations"), @"GET /things                                      things().list() -> Page<Thing>  [open]");
}

#[test]
fn a_page_with_further_parameters_has_the_setters_of_paging_too() {
    let color = format!("{CURSOR}, {{name: color, in: query, schema: {{type: string}}}}");
    assert_snapshot!(list(ENVELOPE, &color).rust("impl ThingsList"), @r#"
    impl ThingsList {
        /// Sets `color`.
        pub fn color(mut self, color: impl Into<String>) -> Self {
            self.call = self.call.query("color", Into::<String>::into(color));
            self
        }

        /// Sets how many items a page holds at most.
        pub fn limit(mut self, limit: u32) -> Self {
            self.call = self.call.limit(limit);
            self
        }

        /// Starts after the page that gave this cursor.
        pub fn cursor(mut self, cursor: impl Into<String>) -> Self {
            self.call = self.call.cursor(cursor);
            self
        }
    }
    "#);
}

#[test]
fn a_list_without_paging_parameters_comes_in_one_answer() {
    assert_snapshot!(list(ENVELOPE, "").surface("operations"), @"GET /things                                      things().list() -> List<Thing>  [open]");
}

#[test]
fn an_object_with_more_than_a_list_is_a_plain_answer() {
    let schema = "{type: object, required: [items, total], properties: {items: {type: array, items: {type: string}}, total: {type: integer}}}";
    assert_snapshot!(list(schema, "").surface("operations"), @"GET /things                                      things().list() -> Thing  [open]");
}

#[test]
fn a_bare_array_is_a_vec() {
    let schema = "{type: array, items: {$ref: '#/components/schemas/Thing'}}";
    assert_snapshot!(list(schema, "").surface("operations"), @"GET /things                                      things().list() -> Vec<Thing>  [open]");
}

#[test]
fn filters_are_read_from_the_parameters_description() {
    let description = r"Conditions.\n\n- `id` (string)\n- `name` (string)\n- `price` (number)\n- `created_at` (date)\n- `is_new` (boolean)\n- `state` (enum): open, done\n";
    let filter = format!(
        "{CURSOR}, {{name: 'filter[field][operator]', in: query, x-filter: true, schema: {{type: string}}, description: \"{description}\"}}"
    );
    let list = list(ENVELOPE, &filter).overlay(
        "
        - target: $
          update:
            x-ids: {property: id, fields: {id: ThingId}}
            x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}
        ",
    );
    assert_snapshot!(list.surface("filters"), @"
    thing::ID = id: string of ThingId
    thing::NAME = name: string of String
    thing::PRICE = price: number of Decimal
    thing::CREATED_AT = created_at: date of Timestamp
    thing::IS_NEW = is_new: boolean of bool
    thing::STATE = state: enum of ThingState
    ");
    assert_snapshot!(list.rust("pub mod thing"), @r#"
    /// Conditions on lists of `Thing`.
    pub mod thing {
        use crate::types;
        use nomos_runtime::{BooleanField, DateField, EnumField, NumberField, StringField};

        /// `id`: a text, compared whole or in part.
        pub const ID: StringField<types::Thing, types::ThingId> = StringField::new("id");

        /// `name`: a text, compared whole or in part.
        pub const NAME: StringField<types::Thing> = StringField::new("name");

        /// `price`: a number, compared by size.
        pub const PRICE: NumberField<types::Thing> = NumberField::new("price");

        /// `created_at`: an instant, at or before or after.
        pub const CREATED_AT: DateField<types::Thing> = DateField::new("created_at");

        /// `is_new`: true or false.
        pub const IS_NEW: BooleanField<types::Thing> = BooleanField::new("is_new");

        /// `state`: one of the documented values.
        pub const STATE: EnumField<types::Thing, types::ThingState> = EnumField::new(
            "state",
        );
    }
    "#);
    assert_snapshot!(list.surface("operations"), @"
    GET /things                                      things().list() -> Page<Thing>  [open]
        .filter(thing::…)
    ");
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
    pub fn list(&self) -> Call<types::Thing>
    where
        S: CanRead,
    {
        Call::new(&self.core, &operations::things::LIST)
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
    /// An answer that the API does not document (another status, a body of another form) is no `ApiError`:
    /// [`Error`](crate::Error) keeps its status, headers and body.
    #[derive(Clone, Debug, PartialEq)]
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
        self.body().request_id.as_ref()
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
    pub struct Things<S = ReadWrite> {
        core: Core,
        scope: PhantomData<fn() -> S>,
    }
    ");
}
