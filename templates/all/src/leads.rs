//! Leads: creating one from the required facts, and watching it until it becomes a subscription.

use crate::{
    Decimal, Watch,
    api::Leads,
    types::{
        Event, InsertLead, InsertLeadAddress, InsertLeadMeter, Lead, LeadId, PlanId, SubscriptionId,
    },
};
use nomos_client_runtime::{Watched, scope::CanRead};
use std::time::Duration;

/// The default interval of a watch: a checkout takes minutes.
const EVERY: Duration = Duration::from_secs(5 * 60);

impl InsertLead {
    /// Creates a lead with the required fields: a plan, the postal code of the place of supply, and
    /// the expected consumption in kWh per year, at least 100. The customer enters everything else
    /// in the checkout at [`Lead::link`].
    pub fn of(
        plan: impl Into<PlanId>,
        zip: impl Into<String>,
        estimated_usage: impl Into<Decimal>,
    ) -> Self {
        Self::new(
            plan,
            InsertLeadAddress::new(zip),
            InsertLeadMeter::new(estimated_usage),
        )
    }
}

impl Lead {
    /// Whether the lead was converted into a subscription. Its link works until then.
    pub fn is_converted(&self) -> bool {
        self.subscription.is_some()
    }
}

impl Watched for Lead {
    fn state(&self) -> String {
        let visited = self.last_visited_at.map(|at| at.to_string());
        let subscription = self.subscription.as_ref().map(SubscriptionId::as_str);
        format!(
            "{} {}",
            subscription.unwrap_or_default(),
            visited.unwrap_or_default()
        )
    }

    fn is_final(&self) -> bool {
        self.is_converted()
    }
}

impl<S: CanRead + Clone + 'static> Leads<S> {
    /// Watches a lead until it is converted into a subscription, yielding each visit and then the
    /// conversion. Polls every five minutes unless [`Watch::every`] sets another interval. A
    /// webhook reports the conversion sooner, see [`Event::converted_lead`].
    pub fn watch(&self, id: impl Into<LeadId>) -> Watch<Lead> {
        let (leads, id) = (self.clone(), id.into());
        Watch::new(move || leads.get(&id)).every(EVERY)
    }
}

impl Event {
    /// The converted lead and its subscription; `None` for other events and for subscriptions that
    /// did not come from a lead.
    pub fn converted_lead(&self) -> Option<(&LeadId, &SubscriptionId)> {
        match self {
            Self::SubscriptionCreated(event) => {
                let lead = event.context.lead.as_ref()?;
                Some((lead, &event.context.subscription))
            }
            _ => None,
        }
    }
}
