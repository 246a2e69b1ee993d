import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { isRefusal } from './api/api-error.ts';
import { makeRouter } from './router.tsx';
import { theme } from './ui/theme.ts';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // A refusal stays one; a broken connection is tried again.
      retry: (failures, error) => !isRefusal(error) && failures < 2,
    },
  },
});
const router = makeRouter(queryClient);

/** On a narrow screen at the top: at the foot stand the reply and the ways to other pages. */
function Announcements() {
  const isNarrow = useMediaQuery('(max-width: 860px)', false, { getInitialValueInEffect: false });
  return <Notifications position={isNarrow ? 'top-center' : 'bottom-left'} limit={4} containerWidth={320} />;
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Announcements />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
