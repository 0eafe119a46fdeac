import type { SentDeliveries } from "../engine/redeliver.ts";
import type { Wire } from "./wire.ts";

/** A busy App sends thousands of deliveries a day: a look reads the newest thousand. */
const pagesMax = 10;

interface DeliveryJson {
  readonly id: number;
  readonly guid: string;
  readonly delivered_at: string;
  readonly status_code: number;
}

/** What GitHub sent to the App and how that went, with the App's own wire. */
export function deliveryList(app: Wire): SentDeliveries {
  return {
    async since(time) {
      const list = await app.newest<DeliveryJson>(
        { doing: "read the webhook deliveries of plangate", route: "GET /app/hook/deliveries" },
        { pagesMax, isWanted: ({ delivered_at: at }) => new Date(at) >= time },
      );
      return list.map(({ id, guid, delivered_at: at, status_code: status }) => ({
        id,
        guid,
        at: new Date(at),
        taken: status >= 200 && status < 400,
      }));
    },

    async redeliver(id) {
      await app.write({
        doing: `have the delivery ${id} sent again`,
        route: "POST /app/hook/deliveries/{delivery_id}/attempts",
        parameters: { delivery_id: id },
      });
    },
  };
}
