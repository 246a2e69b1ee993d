/**
 * Where pages of recipients began, so that who reads page after page never makes the database count its way there again. The
 * order of recipients never changes, so a mark never grows old.
 */
export interface RecipientMarks {
  /** The nearest known place at or before `offset`: the id of the row just before it, undefined for the beginning. */
  findBefore(campaignId: string, offset: number): { readonly offset: number; readonly afterId: string | undefined };
  /** The row with that id is followed by the row at `offset`. */
  note(campaignId: string, offset: number, afterId: string): void;
}

const maxCampaigns = 200;
const maxMarks = 3_000;

/** Campaign ids are unique over all tenants. The campaign read longest ago is forgotten first. */
export function createRecipientMarks(): RecipientMarks {
  const byCampaign = new Map<string, Map<number, string>>();
  return {
    findBefore(campaignId, offset) {
      const marks = byCampaign.get(campaignId);
      let best = 0;
      if (marks?.has(offset)) best = offset;
      else for (const known of marks?.keys() ?? []) if (known <= offset && known > best) best = known;
      return { offset: best, afterId: marks?.get(best) };
    },
    note(campaignId, offset, afterId) {
      const marks = byCampaign.get(campaignId) ?? new Map<number, string>();
      byCampaign.delete(campaignId);
      byCampaign.set(campaignId, marks);
      if (marks.size < maxMarks) marks.set(offset, afterId);
      const [oldest] = byCampaign.keys();
      if (byCampaign.size > maxCampaigns && oldest !== undefined) byCampaign.delete(oldest);
    },
  };
}
