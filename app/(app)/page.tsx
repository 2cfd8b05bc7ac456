import ClaimsPage from './claims/page.tsx';

export const metadata = { title: 'Claims' };

/** The claims table is the home page. */
export default function HomePage(props: PageProps<'/'>) {
  return <ClaimsPage {...props} />;
}
