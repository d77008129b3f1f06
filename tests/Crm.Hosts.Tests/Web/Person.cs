using Crm.Kernel;
using Crm.Tenancy;

namespace Crm.Tests.Hosts.Web;

/// <summary>Somebody who works at the company of a test and has an account.</summary>
/// <param name="Member">The member.</param>
/// <param name="State">Cookies and storage of a browser in which the person is signed in.</param>
internal sealed record Person(MemberView Member, string State)
{
    /// <summary>The person as caller of use cases.</summary>
    public Caller Caller => WebServer.Caller with { Actor = Actor.Member(Member.Id) };
}
