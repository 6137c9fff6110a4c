import { ActionMenu, Actions, Button, LinkButton } from '../button.tsx';
import { Radios } from '../choice-fields.tsx';
import { CloseDialog, Dialog } from '../dialog.tsx';
import { DiffText, Explain, Message, Progress } from '../feedback.tsx';
import { Form } from '../form.tsx';
import { Split } from '../layout.tsx';
import { Answer, Remark, SideNav } from '../review.tsx';
import { TextArea } from '../text-fields.tsx';
import { Specimen } from './specimen.tsx';

export function ActSpecimens() {
  return (
    <Specimen id="buttons" title="Buttons, menus, dialogs">
      <Actions>
        <Button>Send the early warning</Button>
        <Button look="secondary">Save and close</Button>
        <Button look="danger" icon="trash">
          Delete the draft
        </Button>
        <LinkButton href="#main" look="quiet">
          Cancel
        </LinkButton>
        <LinkButton href="#main" icon="download" size="small">
          Export
        </LinkButton>
        <LinkButton href="/gallery#close-incident" opens="close-incident">
          Close the incident
        </LinkButton>
        <ActionMenu
          subject="NI_7K2M9XQ4"
          entries={[
            { label: 'Download as PDF', href: '#pdf', icon: 'file-earmark-pdf' },
            { label: 'Assign to me', post: '/gallery', icon: 'person-plus' },
          ]}
        />
      </Actions>
      <Dialog id="close-incident" title="Close incident NI_G3P1ZN9B?">
        <p>The operator can no longer send or change reports, and reminders stop. You can reopen it at any time.</p>
        <Form action="/gallery" narrow={false}>
          <TextArea name="reason" label="Reason" hint="Kept in the access log." rows={2} />
          <Actions>
            <Button look="danger">Close the incident</Button>
            <CloseDialog id="close-incident">Keep it open</CloseDialog>
          </Actions>
        </Form>
      </Dialog>
    </Specimen>
  );
}

export function FeedbackSpecimens() {
  return (
    <>
      <Specimen id="feedback" title="Messages, progress">
        <Message kind="success" title="Draft saved" level={3} dismissible>
          Only your organisation can see it.
        </Message>
        <Message kind="info" title="The data protection procedure changed on 1 March" level={3}>
          Two questions are new. Your answers are kept.
        </Message>
        <Message kind="warning" title="This incident file has no technical contact" level={3}>
          <p>
            The authority will call the main contact, day and night. <a href="#contact">Add a technical contact</a>
          </p>
        </Message>
        <Message kind="danger" title="We could not save your last change" level={3}>
          Your text is still here.
        </Message>
        <Progress done={18} total={29} label="Objectives complete" />
        <Explain summary="How is this worked out?">From the moment you became aware of it.</Explain>
      </Specimen>
      <Specimen id="review" title="Review">
        <Split
          form="nav"
          asideLabel="Objectives"
          aside={
            <SideNav
              label="Example sections"
              groups={[
                {
                  title: 'Governance',
                  entries: [
                    { label: 'SO1 Information security policy', href: '#so1', state: 'complete' },
                    { label: 'SO3 Roles and responsibilities', href: '#so3', state: 'part', current: true },
                    { label: 'SO6 Knowledge and training', href: '#so6', state: 'none' },
                    { label: 'SO4 Suppliers and third parties', href: '#so4', state: 'asked', note: '2 remarks' },
                  ],
                },
              ]}
            />
          }
        >
          <Answer
            id="answer-users"
            question="How many users are affected?"
            changedSince={1}
            remarks={
              <>
                <Remark by="Tomas Verhaegen" when="5 March 2026, 11:20">
                  Please name the supplier.
                </Remark>
                <Remark by="Ada Lindqvist" internal>
                  Compare with NI_9TRE4A7Y.
                </Remark>
              </>
            }
          >
            <p>
              <DiffText
                parts={[
                  { kind: 'same', text: 'About ' },
                  { kind: 'removed', text: '41,000' },
                  { kind: 'same', text: ' ' },
                  { kind: 'added', text: '58,500' },
                  { kind: 'same', text: ' customers' },
                ]}
              />
            </p>
          </Answer>
          <Radios
            name="verdict"
            label="Decision"
            framed
            value="revision"
            options={[
              { value: 'passed', label: 'Passed' },
              { value: 'revision', label: 'Revision required' },
            ]}
          />
          <Answer id="answer-why" question="Do you suspect an unlawful or malicious act?">
            Yes. Ransom note on the reporting database.
          </Answer>
        </Split>
      </Specimen>
    </>
  );
}
