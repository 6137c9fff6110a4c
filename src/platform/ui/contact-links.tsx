/** Written to with one click; what stands in the address is quoted, so that it stays one recipient. */
export function MailLink({ email }: { email: string }) {
  return <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>;
}

/** Called with one touch; the number stays on one line. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a class="u-nowrap" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
      {phone}
    </a>
  );
}
