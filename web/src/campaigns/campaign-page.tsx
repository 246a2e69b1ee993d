import './campaigns.css';
import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { isRefusal } from '../api/api-error.ts';
import { changeFilter } from '../ui/change-filter.ts';
import { usePageName } from '../ui/page-name.ts';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { TemplateView } from '../ui/template-view.tsx';
import { CampaignHead } from './campaign-head.tsx';
import { type Campaign, campaignQuery, resultsQuery } from './campaign-queries.ts';
import type { DetailSearch, RecipientState } from './campaign-search.ts';
import { holdOf } from './campaign-words.ts';
import { CostLine } from './cost-line.tsx';
import { FailureList } from './failure-list.tsx';
import { Funnel } from './funnel.tsx';
import { RecipientTable } from './recipient-table.tsx';

/** One campaign: how far it is, what became of its people, and what can be done. */
export function CampaignPage() {
  const { campaignId } = useParams({ strict: false }) as { campaignId: string };
  const campaign = useQuery(campaignQuery(campaignId));
  usePageName(campaign.data?.name);
  if (isRefusal(campaign.error)) {
    return (
      <EmptyState title="There is no such campaign" hint="It may have been deleted, or belong to another workspace.">
        <Link to="/campaigns" className="campaign-back">
          All campaigns
        </Link>
      </EmptyState>
    );
  }
  if (campaign.isError) return <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />;
  return (
    <div className="campaigns-page">
      {campaign.data ? <Detail campaign={campaign.data} /> : <RowsSkeleton rows={4} />}
    </div>
  );
}

function Detail({ campaign }: { campaign: Campaign }) {
  const search = useSearch({ strict: false }) as DetailSearch;
  const navigate = useNavigate();
  const results = useQuery(resultsQuery(campaign));
  const hold = holdOf(campaign);
  const change = (part: { [Key in keyof DetailSearch]?: DetailSearch[Key] | undefined }, replace = true): void => {
    const params = { campaignId: campaign.id };
    void navigate({
      to: '/campaigns/$campaignId',
      params,
      search: changeFilter(search, part),
      replace,
    });
  };
  const choose = (state: RecipientState | undefined): void => change({ state });
  return (
    <>
      <CampaignHead
        campaign={campaign}
        isCancelling={search.cancel === true}
        onCancelling={(cancel) => change({ cancel: cancel || undefined }, false)}
      />
      {hold && (
        <Alert color="orange" mb="md" title={hold.title}>
          {hold.text}
        </Alert>
      )}
      <div className="campaign-wizard">
        <div>
          <Funnel campaign={campaign} clicked={results.data?.clicked} chosen={search.state} onChoose={choose} />
          <CostLine campaign={campaign} />
          {results.isError && <ErrorState error={results.error} onRetry={() => void results.refetch()} />}
          {results.data && <FailureList campaign={campaign} results={results.data} />}
        </div>
        <aside className="campaign-phone" aria-label="The template">
          <Text size="xs" c="var(--quiet)" mb="xs">
            {campaign.templateName ?? 'The template is gone'}
          </Text>
          {results.data?.preview && (
            <div className="bubble">
              <TemplateView template={results.data.preview} />
            </div>
          )}
        </aside>
      </div>
      <RecipientTable campaign={campaign} search={search} onChange={change} />
    </>
  );
}
