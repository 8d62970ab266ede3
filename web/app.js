// SPDX-License-Identifier: AGPL-3.0-or-later
// つなぎ as an app: brings the service worker (worker.js), takes away notices that have done their
// duty, and once in a while tells the server the address that this browser has at its push service.
// On every page of somebody who is signed in.

const ASKED = "tsunagi-push-renewed";

async function closeNotices(worker) {
  if (location.pathname !== "/" || !worker.getNotifications) return;
  for (const notice of await worker.getNotifications()) notice.close();
}

// Only where the device is switched on already; the server knows. The switch itself is push.js.
async function renew(worker) {
  if (!worker.pushManager || Notification.permission !== "granted" || sessionStorage.getItem(ASKED)) return;
  sessionStorage.setItem(ASKED, "1");
  const subscription = await worker.pushManager.getSubscription();
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  await fetch("/push/renew", { method: "POST", body, headers: { "X-Live": "1" }, redirect: "manual" });
}

async function begin() {
  const worker = await navigator.serviceWorker.register("/worker.js");
  await closeNotices(worker);
  await renew(worker);
}

if ("serviceWorker" in navigator) begin().catch(() => {}); // the pages work without
