// SPDX-License-Identifier: AGPL-3.0-or-later
// The route table: every feature's ROUTES, one line each.
#include "app/app.h"

#include "absence/absence.h"
#include "access/access.h"
#include "app/help.h"
#include "app/operations.h"
#include "appearance/appearance.h"
#include "application/application.h"
#include "application/paper_sheet.h"
#include "city/city.h"
#include "attachment/attachment.h"
#include "checkup/campaign.h"
#include "consent/consent.h"
#include "course/course.h"
#include "delivery/delivery.h"
#include "device/device.h"
#include "document/document.h"
#include "feed/feed.h"
#include "group/group.h"
#include "export/export.h"
#include "inbox/inbox.h"
#include "ledger/ledger.h"
#include "memo/memo.h"
#include "office/office.h"
#include "patient/patient.h"
#include "portal/portal.h"
#include "push/push.h"
#include "summary/summary.h"
#include "timeline/timeline.h"
#include "registration/registration.h"
#include "reshape/reshape.h"
#include "review/review.h"
#include "room/room.h"
#include "search/search.h"
#include "seat/seat.h"
#include "signin/signin.h"
#include "stocktake/stocktake.h"
#include "terms/terms.h"
#include "visit/visit.h"
#include "vitals/vitals.h"

static struct router *member_routes(void)
{
    const struct routes tables[] = {
        inbox_routes,   address_routes, signin_routes,  device_routes, office_routes, ledger_routes,
        stocktake_routes,
        city_routes,    history_routes, terms_routes,  access_routes,
        registration_routes, patient_routes, consent_routes, room_routes,
        seat_routes,    timeline_routes, summary_routes,    attachment_routes, paper_routes, campaign_routes,
        checkup_routes, help_routes, manual_routes, application_routes, operations_routes,
        mails_routes, memo_routes, review_routes, reshape_routes, report_routes, vitals_routes,
        search_routes, appearance_routes, push_routes, group_routes,
        later_routes, delivery_routes,
        export_routes, export_desk_routes, export_original_routes, export_evidence_routes,
        course_routes, absence_routes,
        visit_routes, feed_routes,
        document_routes,
    };
    return router_new(tables, sizeof tables / sizeof tables[0]);
}

static struct router *public_routes(void)
{
    const struct routes tables[] = {
        device_public_routes, manual_public_routes, paper_public_routes, help_public_routes, portal_public_routes,
        portal_form_routes,   portal_office_routes, portal_sign_routes, portal_end_routes,
        portal_fix_routes,    portal_status_routes, address_public_routes, feed_public_routes,
        appearance_public_routes,
    };
    return router_new(tables, sizeof tables / sizeof tables[0]);
}

struct router *app_routes(enum site site)
{
    return site == SITE_PUBLIC ? public_routes() : member_routes();
}
