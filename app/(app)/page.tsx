import ClaimsPage from './claims/page.tsx';

/** The claims table is the home page. */
export default function HomePage(props: PageProps<'/'>) {
  return <ClaimsPage {...props} />;
}
