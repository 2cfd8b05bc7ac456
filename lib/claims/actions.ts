'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { noInput } from '#lib/core/input.ts';
import { claimAtVersion, restoringChanges } from '#lib/history/queries.ts';
import { bulkChange } from './bulk-mutations.ts';
import { findSimilarClaims, formChoices, getClaim } from './detail-queries.ts';
import { startExport } from './export-mutations.ts';
import { searchFacet } from './facet-queries.ts';
import { changeStatus, deleteClaim, editClaim, logClaim, restoreClaim, revertClaim } from './mutations.ts';
import {
  bulkChangeInput,
  changeStatusInput,
  claimAtVersionInput,
  claimIdInput,
  claimVersionInput,
  editClaimInput,
  exportInput,
  facetSearchInput,
  logClaimInput,
  revertClaimInput,
  similarInput,
  undoBulkInput,
} from './schema.ts';
import { undoBulkChange } from './undo-mutations.ts';

export async function logClaimAction(raw: unknown) {
  return refreshed(await action(logClaimInput, logClaim)(raw));
}

export async function editClaimAction(raw: unknown) {
  return refreshed(await action(editClaimInput, editClaim)(raw));
}

export async function changeStatusAction(raw: unknown) {
  return refreshed(await action(changeStatusInput, changeStatus)(raw));
}

export async function revertClaimAction(raw: unknown) {
  return refreshed(await action(revertClaimInput, revertClaim)(raw));
}

export async function deleteClaimAction(raw: unknown) {
  return refreshed(await action(claimVersionInput, deleteClaim)(raw));
}

export async function restoreClaimAction(raw: unknown) {
  return refreshed(await action(claimVersionInput, restoreClaim)(raw));
}

export async function bulkChangeAction(raw: unknown) {
  return refreshed(await action(bulkChangeInput, bulkChange)(raw));
}

export async function undoBulkAction(raw: unknown) {
  return refreshed(await action(undoBulkInput, undoBulkChange)(raw));
}

/** Has a large file written, as long work. */
export async function startExportAction(raw: unknown) {
  return action(exportInput, startExport)(raw);
}

/** For "this may be logged already", while somebody types. */
export async function similarClaimsAction(raw: unknown) {
  return action(similarInput, findSimilarClaims)(raw);
}

/** What a change of many claims can choose from. */
export async function formChoicesAction() {
  return action(noInput, formChoices)({});
}

/** Values of a facet beyond the most frequent ones, by name. */
export async function searchFacetAction(raw: unknown) {
  return action(facetSearchInput, searchFacet)(raw);
}

/** The claim as it is now, to hold beside what somebody else typed on an older version. */
export async function currentClaimAction(raw: unknown) {
  return action(claimIdInput, (actor, input) => getClaim(actor, input.id))(raw);
}

/** The claim as it was at one of its versions, and who made it so. */
export async function claimVersionAction(raw: unknown) {
  return action(claimAtVersionInput, (actor, input) => claimAtVersion(actor, input.id, input.version))(raw);
}

/** What restoring an earlier version would change. */
export async function restoringChangesAction(raw: unknown) {
  return action(claimAtVersionInput, (actor, input) => restoringChanges(actor, input.id, input.version))(raw);
}
