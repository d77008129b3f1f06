using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Testing;

/// <summary>What tests ask of callers.</summary>
public static class CallerExtensions
{
    extension(Caller caller)
    {
        /// <summary>The member that calls.</summary>
        /// <exception cref="InvalidCastException">The host itself calls.</exception>
        public MemberId Member => ((Actor.OfMember)caller.Actor).Id;
    }
}
