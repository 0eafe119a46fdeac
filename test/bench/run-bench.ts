import { actionRows } from "./measure-action.ts";
import { parseRows } from "./measure-parse.ts";
import { reconcileRows } from "./measure-reconcile.ts";
import { syncRows } from "./measure-sync.ts";
import { tableOf } from "./table.ts";

const rows = [...parseRows(), ...reconcileRows(), ...actionRows(), ...(await syncRows())];
process.stdout.write(tableOf(rows));
